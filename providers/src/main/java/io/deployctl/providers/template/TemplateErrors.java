package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.error.ParserException;
import io.pebbletemplates.pebble.error.PebbleException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a template, without any value in it. */
final class TemplateErrors {
  private static final Pattern UNKNOWN =
      Pattern.compile("(Filter|Test|Function or Macro) \\[([^\\]]*)\\] does not exist");
  private static final Pattern UNKNOWN_TAG = Pattern.compile("Unexpected tag name \"([^\"]*)\"");
  private static final List<String> TAGS = List.of("if", "for", "set", "verbatim");
  private static final List<String> TESTS =
      List.of("defined", "empty", "even", "iterable", "map", "null", "odd");

  private final String file;

  /** Makes one for the file of the given name. */
  TemplateErrors(String file) {
    this.file = file;
  }

  /** Returns what is wrong. */
  Diagnostic describe(RuntimeException failure, Trace trace) {
    int line =
        failure instanceof PebbleException at && at.getLineNumber() != null
            ? at.getLineNumber()
            : 0;
    return described(failure, trace).at(place(line > 0 ? line : trace.line()));
  }

  private Diagnostic described(RuntimeException failure, Trace trace) {
    if (failure instanceof TemplateFailure known) {
      return Diagnostic.error(known.code(), prefix() + known.getPebbleMessage());
    }
    if (failure instanceof AttributeNotFoundException missing) {
      return undefined(missing, trace);
    }
    String message = failure instanceof PebbleException known ? known.getPebbleMessage() : "";
    Matcher unknown = UNKNOWN.matcher(message == null ? "" : message);
    if (unknown.find()) {
      return unknown(unknown.group(1), unknown.group(2));
    }
    if (failure instanceof ParserException) {
      return syntax(message);
    }
    if (message != null && message.startsWith("Not an iterable object")) {
      return Diagnostic.error("template-failed", prefix() + "`for` needs a list or a map");
    }
    return Diagnostic.error("template-failed", prefix() + "an expression can't be evaluated")
        .hint("Check the types of its values; text becomes a number with the filter `int`");
  }

  private Diagnostic undefined(AttributeNotFoundException failure, Trace trace) {
    String name = failure.getAttributeName();
    Optional<Trace.Missing> missing = trace.missing().filter(last -> last.name().equals(name));
    if (missing.isEmpty()) {
      String summary = prefix() + "`" + name + "` is not defined, or what it is asked of is null";
      return Diagnostic.error("template-undefined", summary);
    }
    String summary = prefix() + "`" + missing.get().path() + "` is not defined";
    return suggest(Diagnostic.error("template-undefined", summary), name, missing.get().known());
  }

  private Diagnostic unknown(String what, String name) {
    boolean test = what.equals("Test");
    String kind = what.startsWith("Function") ? "function" : test ? "test" : "filter";
    String summary = prefix() + "the " + kind + " `" + name + "` does not exist";
    Collection<String> known = test ? TESTS : TemplateExtension.names();
    return suggest(Diagnostic.error("template-syntax", summary), name, known);
  }

  private Diagnostic syntax(String message) {
    Matcher tag = UNKNOWN_TAG.matcher(message == null ? "" : message);
    if (tag.find()) {
      String summary = prefix() + "the tag `" + tag.group(1) + "` does not exist";
      return suggest(Diagnostic.error("template-syntax", summary), tag.group(1), TAGS);
    }
    // The parser speaks of the template's own text, never of values.
    String plain = message == null ? "it can't be parsed" : message.strip();
    return Diagnostic.error("template-syntax", prefix() + bounded(plain));
  }

  private static Diagnostic suggest(Diagnostic diagnostic, String name, Collection<String> known) {
    return Suggestion.nearest(name, known)
        .map(near -> diagnostic.hint("Did you mean `" + near + "`?"))
        .orElseGet(() -> listing(diagnostic, known));
  }

  private static Diagnostic listing(Diagnostic diagnostic, Collection<String> known) {
    return known.isEmpty() || known.size() > 20
        ? diagnostic
        : diagnostic.detail("known here: " + String.join(", ", known));
  }

  private static String bounded(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }

  private String prefix() {
    return "can't render " + file + ": ";
  }

  private SourcePosition place(int line) {
    return new SourcePosition(file, Math.max(0, line), 0);
  }
}
