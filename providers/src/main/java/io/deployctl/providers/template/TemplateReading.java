package io.deployctl.providers.template;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rendered template, read as YAML. */
final class TemplateReading {
  private static final int SHOWN = 120;

  private final String file;
  private final RenderedText text;
  private final Trace trace;
  private final List<YamlDocument> documents;

  /**
   * Reads the output.
   *
   * @throws DeployctlException when it is not valid YAML, at the template's line
   */
  TemplateReading(String file, Template.Output output) {
    this.file = file;
    this.text = new RenderedText(output);
    this.trace = output.trace();
    this.documents = read(output.text());
  }

  /** Returns where each character came from. */
  RenderedText text() {
    return text;
  }

  /** Returns what was read for it. */
  Trace trace() {
    return trace;
  }

  /** Returns all documents, empty ones too. */
  List<YamlDocument> documents() {
    return documents;
  }

  /** Returns the leaves of each document. */
  List<Leaves> leaves() {
    return documents.stream().map(Leaves::of).toList();
  }

  /** Returns the template's place of what the reader found at a place of the output. */
  SourcePosition templatePlace(SourcePosition place) {
    return place.line() == 0
        ? SourcePosition.ofFile(file)
        : new SourcePosition(file, text.templateLine(text.offset(place)), 0);
  }

  private List<YamlDocument> read(String output) {
    try {
      return YamlReader.read(file, output.getBytes(StandardCharsets.UTF_8), YamlSchema.KUBERNETES);
    } catch (DeployctlException invalid) {
      throw new DeployctlException(
          invalid.status(), invalid.diagnostics().stream().map(this::atTemplate).toList());
    }
  }

  private Diagnostic atTemplate(Diagnostic diagnostic) {
    SourcePosition place = diagnostic.position().orElse(SourcePosition.ofFile(file));
    Diagnostic moved =
        Diagnostic.error(diagnostic.code(), diagnostic.summary()).at(templatePlace(place));
    for (String detail : diagnostic.details()) {
      moved = moved.detail(movedPlaces(detail));
    }
    if (place.line() > 0) {
      moved = moved.detail("rendered line: " + shown(place.line()));
    }
    return diagnostic.hint().map(moved::hint).orElse(moved);
  }

  private String movedPlaces(String detail) {
    Matcher place = Pattern.compile(Pattern.quote(file) + ":(\\d{1,8}):(\\d{1,8})").matcher(detail);
    return place.replaceAll(
        found -> {
          int line = Integer.parseInt(found.group(1));
          int column = Integer.parseInt(found.group(2));
          SourcePosition moved = templatePlace(new SourcePosition(file, line, column));
          return Matcher.quoteReplacement(moved.toString());
        });
  }

  private String shown(int line) {
    if (text.lineTaint(line).isSecret()) {
      return "(holds a secret)";
    }
    String shown = text.line(line);
    return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
  }
}
