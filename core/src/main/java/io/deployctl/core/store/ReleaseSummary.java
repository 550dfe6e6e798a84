package io.deployctl.core.store;

import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.release.ReleaseStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A release in one line.
 *
 * @param number its number
 * @param run the run that made it
 * @param status its status
 * @param mode what it was for
 * @param rollbackOf the release that it restores, if it is a rollback
 * @param actor who ran
 * @param commit the commit it was made from, or empty
 * @param startedAt when it started
 * @param verified whether it was proven
 */
public record ReleaseSummary(
    int number,
    RunId run,
    ReleaseStatus status,
    PlanMode mode,
    Optional<Integer> rollbackOf,
    String actor,
    String commit,
    Instant startedAt,
    boolean verified) {}
