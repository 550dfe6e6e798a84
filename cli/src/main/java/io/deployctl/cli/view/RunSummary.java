package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import io.deployctl.core.schema.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells how a run ended: the result on standard output, causes and advice on standard error. */
final class RunSummary {
  private final Page out;
  private final Page err;

  RunSummary(Page out, Page err) {
    this.out = out;
    this.err = err;
  }

  /** Prints it. */
  void show(
      ExitStatus exit, Optional<Release> release, List<Diagnostic> diagnostics, RunTally tally) {
    if (!diagnostics.isEmpty()) {
      new HumanDiagnostics(err).show(diagnostics);
      err.blank();
      err.flush();
    }
    if (release.isEmpty()) {
      if (exit == ExitStatus.DONE) {
        out.line(out.paint(Ink.GREEN, "Done: " + tally.words()));
      }
      return;
    }
    if (!tally.hasBegun()) {
      out.line(
          out.paint(ink(exit), "Nothing to do: release " + release.get().number() + " is there"));
      return;
    }
    out.line(
        out.paint(ink(exit), sentence(exit, release.get()))
            + out.text(": " + tally.words() + took(release.get())));
  }

  private static String sentence(ExitStatus exit, Release release) {
    String name = "Release " + release.number();
    return switch (exit) {
      case DONE -> name + " is " + release.status().word() + proven(release);
      case UNVERIFIED -> name + " is applied, but not verified";
      case ROLLED_BACK -> name + " failed and was rolled back";
      case ROLLBACK_FAILED -> name + " failed, and so did its rollback";
      case INTERRUPTED -> name + " was interrupted";
      case FAILED -> name + " failed";
      case INVALID, CHANGES_PENDING, LOCKED, STALE -> name + " is " + release.status().word();
    };
  }

  private static String proven(Release release) {
    return release.verified() ? " and verified" : "";
  }

  private static String took(Release release) {
    return release
        .endedAt()
        .map(end -> " in " + Durations.format(Duration.between(release.startedAt(), end)))
        .orElse("");
  }

  private static Ink ink(ExitStatus exit) {
    return switch (exit) {
      case DONE -> Ink.GREEN;
      case UNVERIFIED, ROLLED_BACK, INTERRUPTED -> Ink.YELLOW;
      case FAILED, INVALID, CHANGES_PENDING, ROLLBACK_FAILED, LOCKED, STALE -> Ink.RED;
    };
  }
}
