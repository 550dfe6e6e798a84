package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What somebody who has looked says of steps that a run left in doubt. */
public final class DecisionOptions {
  @Option(
      names = "--done",
      paramLabel = "STEP",
      description = "The step was left in doubt, and its work is done: don't do it again.")
  private List<String> done = new ArrayList<>();

  @Option(
      names = "--again",
      paramLabel = "STEP",
      description = "The step was left in doubt, and may be done once more.")
  private List<String> again = new ArrayList<>();

  /**
   * Returns what was said, by steps.
   *
   * @throws DeployctlException when both was said of a step
   */
  public Map<StepId, Decision> decisions() {
    Map<StepId, Decision> decisions = new LinkedHashMap<>();
    done.forEach(step -> decisions.put(StepOptions.step(step), Decision.DONE));
    for (String step : again) {
      if (decisions.put(StepOptions.step(step), Decision.AGAIN) == Decision.DONE) {
        throw DeployctlException.invalid(
            Diagnostic.error(
                "usage", "`--done %s` and `--again %s` exclude each other".formatted(step, step)));
      }
    }
    return decisions;
  }
}
