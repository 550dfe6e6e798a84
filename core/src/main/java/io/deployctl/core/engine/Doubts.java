package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.journal.PastAct;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.StepId;
import io.deployctl.core.planfile.SealedDecision;
import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of acts that a run began and never told the end of: by what somebody says who has
 * looked, or by that run's journal, if it is on this machine. What neither knows, the step's own
 * provider decides by looking at the target.
 */
final class Doubts {
  private final EngineServices services;
  private final Map<StepId, Decision> decisions;

  Doubts(EngineServices services, Map<StepId, Decision> decisions) {
    this.services = services;
    this.decisions = Map.copyOf(decisions);
  }

  /** Returns what is unfinished of a step, if something is. */
  Optional<Unfinished> of(StepRecord record) {
    if (record.attempt().isEmpty()) {
      return Optional.empty();
    }
    Attempt attempt = record.attempt().get();
    return switch (known(attempt, record.step())) {
      case NOT_BEGUN -> Optional.empty();
      case FAILED -> Optional.of(new Unfinished(attempt, Unfinished.End.FAILED));
      case DONE -> Optional.of(new Unfinished(attempt, Unfinished.End.DONE));
      case UNKNOWN -> Optional.of(new Unfinished(attempt, Unfinished.End.UNKNOWN));
    };
  }

  private PastAct known(Attempt attempt, StepId step) {
    Decision word = decisions.get(step);
    if (word == null) {
      // That it ended is known of what is lost; with what it was done is in no journal.
      return attempt.isLost() ? PastAct.UNKNOWN : services.journals().past(attempt.run(), step);
    }
    return word == Decision.DONE ? PastAct.DONE : PastAct.FAILED;
  }

  /**
   * Refuses words on steps that are not in doubt: they were meant for another one.
   *
   * @throws DeployctlException naming the steps that are
   */
  void requireMeant(List<StepRecord> steps) {
    List<StepId> inDoubt =
        steps.stream().filter(step -> step.attempt().isPresent()).map(StepRecord::step).toList();
    List<Diagnostic> wrong = new ArrayList<>();
    for (StepId step : decisions.keySet()) {
      if (!inDoubt.contains(step)) {
        wrong.add(notInDoubt(step, inDoubt));
      }
    }
    if (!wrong.isEmpty()) {
      throw new DeployctlException(ExitStatus.INVALID, wrong);
    }
  }

  /** Returns which doubts are decided by somebody's word. */
  List<SealedDecision> decided(List<StepRecord> steps) {
    return steps.stream()
        .filter(record -> decisions.containsKey(record.step()))
        .flatMap(record -> record.attempt().stream().map(attempt -> decided(record, attempt)))
        .toList();
  }

  private SealedDecision decided(StepRecord record, Attempt attempt) {
    return SealedDecision.on(record.step(), decisions.get(record.step()), attempt);
  }

  /** Tells the reviewer of a plan which doubts it takes somebody's word for. */
  List<Diagnostic> notes(List<StepRecord> steps) {
    return decided(steps).stream().map(Doubts::note).toList();
  }

  private static Diagnostic note(SealedDecision decided) {
    Decision word = decided.decision();
    String taken = word == Decision.DONE ? "counts as done" : "may be done once more";
    return Diagnostic.note(
            "doubt-decided",
            "step `%s`, which a run left in doubt, %s: `%s %s`"
                .formatted(decided.step(), taken, word.option(), decided.step()))
        .detail("begun by run %s at %s".formatted(decided.run(), decided.at()));
  }

  private static Diagnostic notInDoubt(StepId step, List<StepId> inDoubt) {
    Diagnostic wrong =
        Diagnostic.error("not-in-doubt", "step `" + step + "` is not in doubt")
            .hint("leave it out: `--done` and `--again` are for steps that a run left in doubt");
    for (StepId other : inDoubt) {
      wrong = wrong.detail("in doubt: step `" + other + "`");
    }
    return wrong;
  }
}
