package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Prints the releases of an environment, the newest first. */
final class HumanHistory {
  private final Page page;

  HumanHistory(Page page) {
    this.page = page;
  }

  /** Prints them. */
  void show(Optional<StoredEnvironment> environment) {
    if (environment.isEmpty()) {
      page.line("There are no releases yet");
      return;
    }
    EnvironmentIdentity identity = environment.get().identity();
    page.line(
        page.paint(
            Ink.BOLD, "Releases of " + identity.project() + " in " + identity.environment()));
    Table table = new Table("RELEASE", "STATUS", "STARTED", "BY", "COMMIT", "WHAT");
    List<ReleaseSummary> releases =
        environment.get().releases().stream()
            .sorted(Comparator.comparingInt(ReleaseSummary::number).reversed())
            .toList();
    for (ReleaseSummary release : releases) {
      table.add(
          Integer.toString(release.number()),
          release.status().word() + (release.verified() ? ", verified" : ""),
          Words.time(release.startedAt()),
          release.actor(),
          Words.commit(release.commit()),
          what(release));
    }
    table.show(page);
  }

  private static String what(ReleaseSummary release) {
    return release
        .rollbackOf()
        .map(number -> "rollback to " + number)
        .orElse(release.mode().word());
  }
}
