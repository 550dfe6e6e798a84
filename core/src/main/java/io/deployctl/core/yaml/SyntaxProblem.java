package io.deployctl.core.yaml;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Tells what is wrong with a text that is no YAML. */
final class SyntaxProblem {
  private static final String CODE = "yaml-syntax";

  private SyntaxProblem() {}

  /** Returns the parser's complaint as a diagnostic at its place. */
  static Diagnostic describe(String fileName, YAMLException exception) {
    if (!(exception instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
      return Diagnostic.error(CODE, "can't read " + fileName + ": " + exception.getMessage())
          .at(SourcePosition.ofFile(fileName));
    }
    SourcePosition position = position(fileName, marked.getProblemMark());
    String problem = plainWords(marked.getProblem());
    Diagnostic diagnostic =
        Diagnostic.error(CODE, "can't read " + fileName + ": " + problem).at(position);
    if (marked.getContext() != null && marked.getContextMark() != null) {
      SourcePosition context = position(fileName, marked.getContextMark());
      diagnostic = diagnostic.detail(marked.getContext() + " that begins at " + context);
    }
    return hint(problem).map(diagnostic::hint).orElse(diagnostic);
  }

  /** Returns a mark's place, counted from 1. */
  static SourcePosition position(String fileName, Mark mark) {
    return new SourcePosition(fileName, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String plainWords(String problem) {
    if (problem.contains("\\t(TAB)")) {
      return "a tab stands where YAML allows only spaces";
    }
    return problem.replaceAll("\\s*\\(Do not use .* for indentation\\)", "").strip();
  }

  private static Optional<String> hint(String problem) {
    if (problem.startsWith("a tab stands")) {
      return Optional.of("Indent with spaces, and put a space after a colon or a hyphen");
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return Optional.of("Check the indentation, and quote a text that contains `: `");
    }
    if (problem.contains("cannot start any token")) {
      return Optional.of("Quote a text that starts with this character");
    }
    if (problem.contains("but found") || problem.contains("could not find expected ':'")) {
      return Optional.of("Check the indentation, the brackets and the quotes before this place");
    }
    if (problem.contains("undefined alias")) {
      return Optional.of("Quote a text that starts with `*`, or define the anchor before it");
    }
    return Optional.empty();
  }
}
