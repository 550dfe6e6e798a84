package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.engine.Engine;
import io.deployctl.core.planfile.SealedPlan;
import java.util.Optional;

/**
 * A plan out of a file, with the environment that it is for.
 *
 * @param workspace the environment, with the project as the file holds it
 * @param plan the plan
 * @param checkout how the checkout that is here differs from the plan's files, if one is here
 * @param copied whether the project's directory is a copy out of the file, not the checkout
 * @param cleanUp deletes the copy
 */
public record OpenedPlan(
    Workspace workspace,
    SealedPlan plan,
    Optional<Checkout> checkout,
    boolean copied,
    Runnable cleanUp)
    implements AutoCloseable {
  /** Refuses nulls. */
  public OpenedPlan {
    requireNonNull(workspace, "workspace is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(checkout, "checkout is null");
    requireNonNull(cleanUp, "cleanUp is null");
  }

  /** Plans it again, to see whether it still holds. */
  Engine.Planning planning(Engine engine) {
    return engine.planSealed(plan, workspace.deployment(), copied);
  }

  /** Returns whether the project's directory has more files than the plan. */
  boolean hasMore() {
    return !copied && checkout.filter(here -> !here.serves(Checkout.Use.SAME)).isPresent();
  }

  @Override
  public void close() {
    try {
      workspace.close();
    } finally {
      cleanUp.run();
    }
  }
}
