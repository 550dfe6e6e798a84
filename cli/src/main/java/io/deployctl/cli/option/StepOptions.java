package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which steps a command is about. */
public final class StepOptions {
  @Option(
      names = "--target",
      paramLabel = "STEP",
      description =
          "Only this step and what it needs; may be repeated. The others stay as they are.")
  private List<String> steps = new ArrayList<>();

  /**
   * Returns the steps; none means all.
   *
   * @throws DeployctlException when a step's name could never be one
   */
  public Set<StepId> only() {
    Set<StepId> only = new LinkedHashSet<>();
    for (String step : steps) {
      if (!step.matches(StepId.PATTERN)) {
        throw DeployctlException.invalid(
            Diagnostic.error("unknown-step", "there is no step `" + step + "`")
                .hint("name a step of deployctl.yaml, such as `--target api`"));
      }
      only.add(new StepId(step));
    }
    return only;
  }
}
