package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.RunOptions;
import io.deployctl.core.schema.Durations;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How to run a plan. */
public final class RunningOptions {
  @Option(
      names = "--parallelism",
      paramLabel = "COUNT",
      defaultValue = "4",
      description = "How many steps of a stage may run side by side (default: ${DEFAULT-VALUE}).")
  private int parallelism = 4;

  @Option(
      names = "--wait-lock",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description =
          "How long to wait for another run of the environment to finish (default: not at all); an"
              + " apply with --auto-approve plans again where one came first.")
  private String wait = "0s";

  /**
   * Returns how to run.
   *
   * @throws DeployctlException when an option makes no sense
   */
  public RunOptions run() {
    if (parallelism < 1 || parallelism > 64) {
      throw DeployctlException.invalid(
          Diagnostic.error("usage", "`--parallelism` must be from 1 to 64, not " + parallelism));
    }
    Duration patience =
        Durations.parse(wait)
            .orElseThrow(
                () ->
                    DeployctlException.invalid(
                        Diagnostic.error(
                            "usage",
                            "`--wait-lock` must be a duration such as 30s or 5m, not `"
                                + wait
                                + "`")));
    return new RunOptions(parallelism, patience);
  }
}
