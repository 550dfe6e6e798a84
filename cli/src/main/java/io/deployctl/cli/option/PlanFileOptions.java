package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.schema.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a plan is saved. */
public final class PlanFileOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Save the plan, with everything that another machine needs to apply exactly it; secrets"
              + " in it are sealed under the environment's key.")
  private Path file;

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      description = "How long the saved plan may be applied (default: 24h).")
  private String validFor;

  /**
   * Returns where to save the plan, if it is to be saved.
   *
   * @throws DeployctlException when a plan that is not saved is to hold for a while
   */
  public Optional<Path> file() {
    if (file == null && validFor != null) {
      throw DeployctlException.invalid(
          Diagnostic.error("usage", "`--valid-for` is for a saved plan: add `--out FILE`"));
    }
    return Optional.ofNullable(file);
  }

  /**
   * Returns how long it may be applied.
   *
   * @throws DeployctlException when the option makes no sense
   */
  public Duration validFor() {
    return Durations.parse(validFor == null ? "24h" : validFor)
        .filter(duration -> !duration.isZero())
        .orElseThrow(
            () ->
                DeployctlException.invalid(
                    Diagnostic.error(
                        "usage",
                        "`--valid-for` must be a duration such as 30m or 24h, not `"
                            + validFor
                            + "`")));
  }
}
