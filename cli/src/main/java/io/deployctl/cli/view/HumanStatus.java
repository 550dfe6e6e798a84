package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.util.List;
import java.util.Optional;

/** Prints how an environment is, as far as its store knows. */
final class HumanStatus {
  private final Page page;
  private final Verbosity verbosity;

  HumanStatus(Page page, Verbosity verbosity) {
    this.page = page;
    this.verbosity = verbosity;
  }

  /** Prints it. */
  void show(EnvironmentStatus status) {
    page.line(page.paint(Ink.BOLD, status.project() + " in " + status.environment()));
    status
        .target()
        .ifPresent(
            target -> row("target", target.context().orElse("cluster") + " at " + target.server()));
    if (status.stored().isEmpty()) {
      row("release", "none yet");
      return;
    }
    StoredEnvironment stored = status.stored().get();
    status.newest().ifPresent(release -> row("namespace", release.namespace()));
    row("identity", stored.identity().uuid());
    row("deployed", stored.deployed().map(HumanStatus::describe).orElse("nothing"));
    stored
        .newest()
        .filter(newest -> newest.status() != ReleaseStatus.DEPLOYED)
        .ifPresent(newest -> row("newest", describe(newest)));
    status
        .newest()
        .flatMap(Release::emergency)
        .ifPresent(reason -> row("emergency", "the newest was one: " + reason));
    row("lease", status.holder().map(HumanStatus::describe).orElse("free"));
    stored.hold().ifPresent(hold -> row("hold", describe(hold)));
    row("objects", Integer.toString(stored.inventory().entries().size()));
    status.newest().ifPresent(release -> steps(status, release, stored));
    status.cutOff().ifPresent(told -> page.blank());
  }

  private void steps(EnvironmentStatus status, Release release, StoredEnvironment stored) {
    page.blank();
    for (StepRecord step : release.steps()) {
      List<InventoryEntry> owned = stored.inventory().of(step.step());
      String word = status.isInDoubt(step) ? "in doubt" : step.outcome().word();
      page.line(
          "  "
              + page.paint(PlainRun.ink(step.outcome()), "%-10s".formatted(word))
              + page.text(step.stage() + " / " + step.step() + "  ")
              + page.paint(Ink.DIM, what(step, owned)));
      if (verbosity == Verbosity.VERBOSE) {
        owned.forEach(entry -> page.line("              " + page.text(entry.id().address())));
      }
    }
  }

  private static String what(StepRecord step, List<InventoryEntry> owned) {
    String identity = step.identity().isEmpty() ? step.provider() : step.identity();
    return owned.isEmpty() ? identity : identity + ", " + Words.count(owned.size(), "object");
  }

  private static String describe(ReleaseSummary release) {
    return "release "
        + release.number()
        + " ("
        + release.status().word()
        + (release.verified() ? ", verified" : "")
        + "), "
        + Words.time(release.startedAt())
        + " by "
        + release.actor();
  }

  private static String describe(LeaseHolder holder) {
    Optional<String> link = holder.ciLink();
    return "held by "
        + holder.actor()
        + " for "
        + holder.purpose()
        + " since "
        + Words.time(holder.since())
        + link.map(address -> " (" + address + ")").orElse("");
  }

  private static String describe(Hold hold) {
    return "the configuration of release "
        + hold.release()
        + " was rolled back by "
        + hold.by()
        + "; `--release-hold` applies it again";
  }

  private void row(String label, String text) {
    page.line("  " + page.paint(Ink.DIM, "%-12s".formatted(label)) + page.text(text));
  }
}
