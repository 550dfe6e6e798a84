package io.deployctl.providers.kubernetes.client;

import java.util.Optional;

/**
 * How to delete.
 *
 * @param uid delete only this very object
 * @param resourceVersion delete only this very state of it
 * @param propagation {@code Background}, {@code Foreground} or {@code Orphan}
 * @param dryRun whether the server only checks
 */
public record Deletion(
    Optional<String> uid, Optional<String> resourceVersion, String propagation, boolean dryRun) {}
