package io.deployctl.core.store;

import io.deployctl.core.model.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a lease, for other people to see.
 *
 * @param run the run
 * @param actor {@code user@host}
 * @param purpose the command, such as {@code apply}
 * @param commit the commit, or empty
 * @param ciLink the CI job's address, when it runs in one
 * @param since when it was taken, by the holder's clock: for people only
 */
public record LeaseHolder(
    RunId run,
    String actor,
    String purpose,
    String commit,
    Optional<String> ciLink,
    Instant since) {}
