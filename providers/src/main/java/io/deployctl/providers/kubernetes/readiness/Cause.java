package io.deployctl.providers.kubernetes.readiness;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why an object is not ready.
 *
 * @param code stable and documented
 * @param summary what is wrong, with the pod and container at fault
 * @param evidence the lines that prove it, in the order to read them
 * @param log whose last lines belong to the evidence; empty once they were read
 * @param hint what to try
 */
public record Cause(
    CauseCode code, String summary, List<String> evidence, Optional<LogPlace> log, String hint) {
  /** Refuses nulls and copies. */
  public Cause {
    requireNonNull(code, "code is null");
    requireNonNull(summary, "summary is null");
    evidence = List.copyOf(evidence);
    requireNonNull(log, "log is null");
    requireNonNull(hint, "hint is null");
  }

  /** Makes a cause that no log explains; empty lines of evidence are left out. */
  static Cause of(CauseCode code, String summary, List<String> evidence, String hint) {
    List<String> lines = evidence.stream().filter(line -> !line.isBlank()).toList();
    return new Cause(code, summary, lines, Optional.empty(), hint);
  }

  /** Returns this cause, which the given log explains. */
  Cause explainedBy(LogPlace place) {
    return new Cause(code, summary, evidence, Optional.of(place), hint);
  }

  /** Returns this cause with more evidence at the end. */
  Cause and(List<String> more) {
    List<String> all = new ArrayList<>(evidence);
    all.addAll(more);
    return new Cause(code, summary, all, log, hint);
  }

  /** Returns this cause as it may be told: its log read, and nothing secret in its lines. */
  Cause told(Surroundings around) {
    List<String> lines = new ArrayList<>();
    evidence.forEach(line -> lines.add(around.redacted(line)));
    log.ifPresent(
        place ->
            around
                .lastLogLines(place.namespace(), place.pod(), place.container(), place.previous())
                .forEach(line -> lines.add("log: " + line)));
    return new Cause(code, around.redacted(summary), lines, Optional.empty(), hint);
  }

  /** Returns the cause as the error of the object of the given address. */
  public Diagnostic about(String address) {
    Diagnostic diagnostic = Diagnostic.error(code.word(), address + ": " + summary);
    for (String line : evidence) {
      diagnostic = diagnostic.detail(line);
    }
    return diagnostic.hint(hint);
  }
}
