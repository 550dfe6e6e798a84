package io.deployctl.core.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * Who changed a field of a live object, as the API server's managed fields tell.
 *
 * @param manager the field manager, such as {@code kubectl-edit}
 * @param at when, if it is known
 */
public record Mover(String manager, Optional<Instant> at) {}
