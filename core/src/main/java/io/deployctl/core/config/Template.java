package io.deployctl.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references: {@code ${a.b}}, {@code ${env:NAME}}, {@code ${secret:SOURCE:REFERENCE}}
 * and {@code ${steps.x.outputs.y}}. {@code $${} is a literal {@code ${}.
 *
 * @param parts its parts in order
 */
record Template(List<Part> parts) {
  private static final Pattern VARIABLE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern SECRET = Pattern.compile("secret:([a-z][a-z0-9-]*):(.+)");
  private static final Pattern OUTPUT =
      Pattern.compile("steps\\.([^.]+)\\.outputs\\.([^.]+)((?:\\.[^.]+)*)");
  private static final Pattern PATH = Pattern.compile("[\\p{Alnum}_/-]+(\\.[\\p{Alnum}_/-]+)*");

  /** A part of a template. */
  sealed interface Part {}

  /**
   * Text to take as it is.
   *
   * @param text the text
   */
  record Literal(String text) implements Part {}

  /**
   * Another value.
   *
   * @param path its path
   */
  record ValueReference(String path) implements Part {}

  /**
   * An environment variable.
   *
   * @param name its name
   */
  record VariableReference(String name) implements Part {}

  /**
   * A secret.
   *
   * @param source the source's name
   * @param reference what to ask it for
   */
  record SecretReference(String source, String reference) implements Part {
    /** Returns the reference as it is shown. */
    String shown() {
      return source + ":" + reference;
    }
  }

  /**
   * A step's output.
   *
   * @param step the step's name
   * @param output the output's name
   * @param rest keys inside the output, each with its dot before it; may be empty
   */
  record OutputReference(String step, String output, String rest) implements Part {}

  /**
   * What is not understood.
   *
   * @param text what stands between the braces; empty where they are not closed
   */
  record Malformed(Optional<String> text) implements Part {}

  /** Copies. */
  Template {
    parts = List.copyOf(parts);
  }

  /** Returns the template that the text is. */
  static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int dollar = text.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      literal.append(text, at, dollar);
      if (text.startsWith("$${", dollar)) {
        literal.append("${");
        at = dollar + 3;
      } else if (text.startsWith("${", dollar)) {
        flush(literal, parts);
        int end = text.indexOf('}', dollar);
        parts.add(
            end < 0
                ? new Malformed(Optional.empty())
                : reference(text.substring(dollar + 2, end).strip()));
        at = end < 0 ? text.length() : end + 1;
      } else {
        literal.append('$');
        at = dollar + 1;
      }
    }
    literal.append(text, Math.min(at, text.length()), text.length());
    flush(literal, parts);
    return new Template(parts);
  }

  /** Returns whether the text has a reference to a secret. */
  static boolean namesSecret(String text) {
    return text.contains("${secret:")
        && parse(text).parts().stream().anyMatch(SecretReference.class::isInstance);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (literal.length() > 0) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Part reference(String text) {
    Matcher variable = VARIABLE.matcher(text);
    if (variable.matches()) {
      return new VariableReference(variable.group(1));
    }
    Matcher secret = SECRET.matcher(text);
    if (secret.matches()) {
      return new SecretReference(secret.group(1), secret.group(2));
    }
    Matcher output = OUTPUT.matcher(text);
    if (output.matches()) {
      return new OutputReference(output.group(1), output.group(2), output.group(3));
    }
    boolean path = PATH.matcher(text).matches() && !text.startsWith("steps.");
    return path ? new ValueReference(text) : new Malformed(Optional.of(text));
  }
}
