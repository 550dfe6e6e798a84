package io.deployctl.core.diagnostic;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a user should know: what is wrong, where, why, and what to do about it. It never
 * holds the text of a secret.
 *
 * @param severity how much it weighs
 * @param code stable and documented, in kebab case, such as {@code unknown-key}
 * @param summary one sentence without a final full stop: what was being done, and what is wrong
 * @param position where, if it is about a place in a file
 * @param step the step that it is about, if it came up in one
 * @param details the evidence, a line each, in the order to read them
 * @param hint what to do next, if there is something to do
 */
public record Diagnostic(
    Severity severity,
    String code,
    String summary,
    Optional<SourcePosition> position,
    Optional<StepPlace> step,
    List<String> details,
    Optional<String> hint) {
  /** Refuses nulls and copies the details. */
  public Diagnostic {
    requireNonNull(severity, "severity is null");
    requireNonNull(code, "code is null");
    requireNonNull(summary, "summary is null");
    requireNonNull(position, "position is null");
    requireNonNull(step, "step is null");
    details = List.copyOf(details);
    requireNonNull(hint, "hint is null");
  }

  /** Returns an error with nothing but its code and summary. */
  public static Diagnostic error(String code, String summary) {
    return of(Severity.ERROR, code, summary);
  }

  /** Returns a warning with nothing but its code and summary. */
  public static Diagnostic warning(String code, String summary) {
    return of(Severity.WARNING, code, summary);
  }

  /** Returns a note with nothing but its code and summary. */
  public static Diagnostic note(String code, String summary) {
    return of(Severity.NOTE, code, summary);
  }

  /** Returns a diagnostic with nothing but how much it weighs, its code and its summary. */
  public static Diagnostic of(Severity severity, String code, String summary) {
    return new Diagnostic(
        severity, code, summary, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  /** Returns this diagnostic at the given place. */
  public Diagnostic at(SourcePosition place) {
    return new Diagnostic(severity, code, summary, Optional.of(place), step, details, hint);
  }

  /** Returns this diagnostic about the given step. */
  public Diagnostic in(StepPlace place) {
    return new Diagnostic(severity, code, summary, position, Optional.of(place), details, hint);
  }

  /** Returns this diagnostic with one more line of evidence at the end. */
  public Diagnostic detail(String line) {
    List<String> more = new ArrayList<>(details);
    more.add(line);
    return new Diagnostic(severity, code, summary, position, step, more, hint);
  }

  /** Returns this diagnostic with the given advice. */
  public Diagnostic hint(String advice) {
    return new Diagnostic(severity, code, summary, position, step, details, Optional.of(advice));
  }

  /** Returns this diagnostic with another weight. */
  public Diagnostic weighing(Severity other) {
    return new Diagnostic(other, code, summary, position, step, details, hint);
  }

  /** Returns whether this is an error. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
