package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.StoredEnvironment;
import java.util.Optional;

/**
 * What is known of an environment, from its store alone.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param target the cluster, where there is one
 * @param stored what the store has; empty before the first run
 * @param newest the newest release in full
 * @param holder who holds the lease, if somebody does
 */
public record EnvironmentStatus(
    String project,
    String environment,
    Optional<Target> target,
    Optional<StoredEnvironment> stored,
    Optional<Release> newest,
    Optional<LeaseHolder> holder) {
  /** Refuses nulls. */
  public EnvironmentStatus {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(target, "target is null");
    requireNonNull(stored, "stored is null");
    requireNonNull(newest, "newest is null");
    requireNonNull(holder, "holder is null");
  }

  /** Returns what there is to do about the newest release, if its run ended without a word. */
  public Optional<Diagnostic> cutOff() {
    return newest
        .filter(release -> holder.isEmpty() && release.status() == ReleaseStatus.PENDING)
        .map(
            release ->
                Diagnostic.note(
                        "unfinished-run", "the run of release " + release.number() + " was cut off")
                    .hint("`deployctl resume` goes on with it"));
  }

  /** Returns whether a run was cut off in the step, in something that must not be done twice. */
  public boolean isInDoubt(StepRecord step) {
    return holder.isEmpty() && step.attempt().isPresent();
  }
}
