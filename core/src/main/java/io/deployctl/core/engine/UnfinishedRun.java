package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.util.Optional;

/** A run that did not come to its end, or that failed, with nothing after it. */
final class UnfinishedRun {
  private static final String CODE = "unfinished-run";

  private UnfinishedRun() {}

  /** Returns the newest release, if its run is unfinished or failed. */
  static Optional<Release> of(EnvironmentStore store) {
    return store
        .read()
        .flatMap(StoredEnvironment::newest)
        .filter(
            line -> line.status() == ReleaseStatus.PENDING || line.status() == ReleaseStatus.FAILED)
        .flatMap(line -> store.release(line.number()));
  }

  /** Returns whether a note is this class's. */
  static boolean isNote(Diagnostic note) {
    return note.code().equals(CODE);
  }

  /** Tells the reviewer of a plan that the newest run has not ended. */
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
                CODE, release + " was not finished; this plan goes on from what is in the target")
            .hint("`deployctl resume` goes on with what that run had planned"));
  }
}
