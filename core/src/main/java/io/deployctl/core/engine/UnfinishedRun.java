package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.ReleaseSummary;
import java.util.Optional;

/** Tells the reviewer of a plan that the newest run has not ended. */
final class UnfinishedRun {
  private UnfinishedRun() {}

  static Optional<Diagnostic> note(EngineServices services, Snapshot snapshot) {
    Optional<ReleaseSummary> pending =
        snapshot.newestLine().filter(line -> line.status() == ReleaseStatus.PENDING);
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    String release = "release " + pending.get().number() + " by " + pending.get().actor();
    Optional<LeaseHolder> holder = services.store().holder();
    if (holder.isPresent()) {
      return Optional.of(
          Diagnostic.warning("run-under-way", release + " is being made right now")
              .hint("plan again when it is done: what this plan says may be overtaken"));
    }
    return Optional.of(
        Diagnostic.note(
            "unfinished-run",
            release + " was not finished; this plan goes on from what is in the target"));
  }
}
