package io.deployctl.cli.option;

import io.deployctl.core.engine.PlanOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to plan. */
public final class PlanningOptions {
  @Mixin private StepOptions steps;

  @Option(
      names = "--require-reversible",
      description = "Refuse a plan that could not be undone without loss.")
  private boolean requireReversible;

  @Option(
      names = "--release-hold",
      description = "Apply a configuration again that a rollback holds back.")
  private boolean releaseHold;

  @Option(
      names = "--allow-large-prune",
      description = "Let a plan prune everything, or more than a fifth of what is there.")
  private boolean allowLargePrune;

  /**
   * Returns how to plan.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when a step's name could never be one
   */
  public PlanOptions plan() {
    return new PlanOptions(steps.only(), releaseHold, requireReversible, allowLargePrune);
  }
}
