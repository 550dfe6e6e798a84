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
    steps.forEach(step -> only.add(step(step)));
    return only;
  }

  /** Returns the step of the name, refusing what could never be one. */
  static StepId step(String name) {
    if (!name.matches(StepId.PATTERN)) {
      throw DeployctlException.invalid(
          Diagnostic.error("unknown-step", "there is no step `" + name + "`")
              .hint("name a step of deployctl.yaml, such as `api`"));
    }
    return new StepId(name);
  }
}
