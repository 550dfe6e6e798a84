package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.Theft;
import java.util.List;
import java.util.Optional;

/** What is told at the end of a run that did not simply succeed: what is left, and how to go on. */
final class EndWords {
  private static final int SHOWN = 20;

  private EndWords() {}

  static Diagnostic leaseLost(Optional<Theft> theft) {
    Diagnostic lost =
        Diagnostic.error(
            "lease-lost",
            "the environment's lease was lost, so the run ended without recording more:"
                + " somebody else may be changing the environment now");
    if (theft.isPresent()) {
      lost =
          lost.detail("taken away by " + theft.get().by() + " at " + theft.get().at())
              .detail("reason: " + theft.get().reason());
    }
    return lost.hint("see `deployctl status`; when nobody is at work, `deployctl resume` goes on");
  }

  /** Returns that a run was stopped; the way back is named where there is one. */
  static Diagnostic interrupted(Release release, boolean canGoBack) {
    List<StepRecord> open =
        release.steps().stream().filter(record -> !record.outcome().isGood()).toList();
    Diagnostic interrupted =
        Diagnostic.error(
            "interrupted", "stopped before everything was done; what was reached stays");
    for (StepRecord record : open) {
      interrupted = interrupted.detail("step `" + record.step() + "`: " + word(record.outcome()));
    }
    return interrupted.hint(
        canGoBack
            ? "`deployctl resume` goes on, `deployctl rollback` goes back"
            : "`deployctl resume` goes on");
  }

  static Diagnostic stoppedBeforeProof() {
    return Diagnostic.warning(
            "interrupted", "everything was applied, but it was stopped before the proof")
        .hint("`deployctl drift` compares the release with the target");
  }

  /** Returns that a run failed; the way back is named where there is one. */
  static Diagnostic failed(Release release, PlanMode mode, boolean canGoBack) {
    Diagnostic failed =
        Diagnostic.note(
            "go-on", "release " + release.number() + " failed; what was reached stays as it is");
    return mode == PlanMode.DEPLOY
        ? failed.hint(
            "correct the cause: `deployctl apply` for a cause in the project, `deployctl resume`"
                + " for one in the target"
                + (canGoBack ? "; or go back with `deployctl rollback`" : ""))
        : failed.hint("correct the cause and run `deployctl " + mode.command() + "` again");
  }

  static Diagnostic stays(Inventory inventory, Release release) {
    Diagnostic stays =
        Diagnostic.warning(
            "not-everything-gone",
            "what could not be destroyed stays, and the environment's state with it");
    for (StepRecord record : release.steps()) {
      stays = stays.detail("step `" + record.step() + "`");
    }
    return listed(stays, inventory)
        .hint("delete it by hand or allow its deletion, then run `deployctl destroy` again");
  }

  static Diagnostic noEarlierRelease(Inventory inventory) {
    Diagnostic none =
        Diagnostic.note(
            "nothing-to-roll-back-to",
            "there is no earlier deployed release to roll back to; what was reached stays");
    return listed(none, inventory)
        .hint("correct the cause and run `deployctl apply` again, or `deployctl destroy`");
  }

  static Diagnostic rolledBack(int failed, int to) {
    return Diagnostic.note(
            "rolled-back", "release " + failed + " failed, and was rolled back to release " + to)
        .hint("the failed configuration is held back: change it, or apply with `--release-hold`");
  }

  static Diagnostic rollbackFailed(int to) {
    return Diagnostic.error("rollback-failed", "rolling back to release " + to + " failed as well")
        .hint("see `deployctl status`, then `deployctl rollback --to " + to + "`");
  }

  private static Diagnostic listed(Diagnostic diagnostic, Inventory inventory) {
    Diagnostic listed = diagnostic;
    int more = inventory.entries().size() - SHOWN;
    for (io.deployctl.core.release.InventoryEntry entry :
        inventory.entries().values().stream().limit(SHOWN).toList()) {
      listed = listed.detail(entry.id().address());
    }
    return more > 0 ? listed.detail("and " + more + " more") : listed;
  }

  private static String word(StepOutcome outcome) {
    return outcome == StepOutcome.PENDING ? "not begun" : outcome.word();
  }
}
