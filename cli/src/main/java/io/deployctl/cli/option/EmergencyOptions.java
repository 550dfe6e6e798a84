package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Running when the environment's lease or state can't be used. */
public final class EmergencyOptions {
  @Option(
      names = "--emergency",
      description =
          "Run without the environment's lease and state, from a record of it on this machine:"
              + " where these are damaged, gone or refused, and only then.")
  private boolean emergency;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "With --emergency: why, for the record.")
  private String reason;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "With --emergency: an exported state to work from, instead of what this machine kept.")
  private Path from;

  /**
   * Returns why it is an emergency; empty where it is none.
   *
   * @throws DeployctlException when the options don't go together
   */
  public Optional<String> reason() {
    if (!emergency && (reason != null || from != null)) {
      throw usage("`--reason` and `--from` belong to `--emergency`");
    }
    if (emergency && (reason == null || reason.isBlank())) {
      throw usage("`--emergency` needs `--reason TEXT`: who comes later has to know why");
    }
    return Optional.ofNullable(reason);
  }

  /** Returns the exported state to work from, if one was given. */
  public Optional<Path> from() {
    return Optional.ofNullable(from);
  }

  private static DeployctlException usage(String summary) {
    return DeployctlException.invalid(Diagnostic.error("usage", summary));
  }
}
