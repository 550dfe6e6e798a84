package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.engine.Engine;
import io.deployctl.core.planfile.SealedPlan;

/**
 * A plan out of a file, with the environment that it is for.
 *
 * @param workspace the environment, with the project as the file holds it
 * @param plan the plan
 * @param copied whether the project's directory is a copy out of the file, not the checkout
 * @param cleanUp deletes the copy
 */
public record OpenedPlan(Workspace workspace, SealedPlan plan, boolean copied, Runnable cleanUp)
    implements AutoCloseable {
  /** Refuses nulls. */
  public OpenedPlan {
    requireNonNull(workspace, "workspace is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(cleanUp, "cleanUp is null");
  }

  /** Plans it again, to see whether it still holds. */
  Engine.Planning planning(Engine engine) {
    return engine.planSealed(plan, workspace.deployment(), copied);
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
