package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepId;
import java.util.Optional;
import java.util.Set;

/**
 * A step as the project declares it. Its settings are resolved by {@link Deployment#resolve}, as
 * often as more outputs are known.
 *
 * @param name its name
 * @param was the name it had before it was renamed
 * @param needs the steps of its stage that come first
 * @param provider the name of its provider
 * @param stateless whether an automatic rollback may touch it, for a Helm step
 * @param position where it stands
 */
public record StepSpec(
    StepId name,
    Optional<StepId> was,
    Set<StepId> needs,
    String provider,
    boolean stateless,
    SourcePosition position) {
  /** Refuses nulls and copies. */
  public StepSpec {
    requireNonNull(name, "name is null");
    requireNonNull(was, "was is null");
    needs = Set.copyOf(needs);
    requireNonNull(provider, "provider is null");
    requireNonNull(position, "position is null");
  }
}
