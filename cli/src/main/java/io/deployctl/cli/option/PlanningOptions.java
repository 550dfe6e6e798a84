package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.model.StepId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How to plan. */
public final class PlanningOptions {
  @Option(
      names = "--target",
      paramLabel = "STEP",
      description =
          "Only this step and what it needs; may be repeated. The others stay as they are.")
  private List<String> steps = new ArrayList<>();

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
   * @throws DeployctlException when a step's name could never be one
   */
  public PlanOptions plan() {
    Set<StepId> only = new LinkedHashSet<>();
    for (String step : steps) {
      if (!step.matches(StepId.PATTERN)) {
        throw DeployctlException.invalid(
            Diagnostic.error("unknown-step", "there is no step `" + step + "`")
                .hint("name a step of deployctl.yaml, such as `--target api`"));
      }
      only.add(new StepId(step));
    }
    return new PlanOptions(only, releaseHold, requireReversible, allowLargePrune);
  }
}
