package io.deployctl.providers.secret;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Secrets that a program prints on its standard output, run in the project's directory. */
final class CommandSource implements SecretSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SHOWN_LINES = 10;

  private final Path directory;
  private final ProcessRunner runner;
  private final Redactor redactor;
  private final Cancellation cancellation;

  CommandSource(
      Path directory, ProcessRunner runner, Redactor redactor, Cancellation cancellation) {
    this.directory = directory;
    this.runner = runner;
    this.redactor = redactor;
    this.cancellation = cancellation;
  }

  @Override
  public SecretText read(String command) {
    String shown = "command:" + command;
    List<String> words =
        CommandWords.split(command)
            .orElseThrow(
                () ->
                    SecretSource.refuse(
                        shown, "a quote is never closed", "Close it, or escape it with \\"));
    if (words.isEmpty()) {
      throw SecretSource.refuse(shown, "it names no program", "Name one after `command:`");
    }
    ToolResult result =
        runner.run(ToolCommand.of(words, directory, TIMEOUT), redactor, cancellation);
    if (!result.succeeded()) {
      throw failure(shown, words.get(0), result);
    }
    int length = result.output().getBytes(StandardCharsets.UTF_8).length;
    if (result.outputTruncated() || length > SecretSources.MAXIMUM_BYTES) {
      throw SecretSource.refuse(
          shown, "it printed more than 64 KiB", "Let it print nothing but the secret");
    }
    return SecretSource.text(result.output(), shown);
  }

  private DeployctlException failure(String shown, String program, ToolResult result) {
    String reason =
        switch (result.end()) {
          case NOT_FOUND -> "there is no program `" + program + "`";
          case TIMED_OUT -> "it did not end within " + TIMEOUT.toSeconds() + " s";
          case ABORTED -> "it was ended, because the run is";
          case EXITED -> "it ended with exit code " + result.exitCode();
        };
    String hint =
        result.end() == ToolResult.End.NOT_FOUND
            ? "Install it, or name it with its path"
            : "Run the command yourself in the project's directory";
    Diagnostic diagnostic = SecretSource.refuse(shown, reason, hint).diagnostics().get(0);
    for (String line : ErrorLines.of(result, redactor, SHOWN_LINES)) {
      diagnostic = diagnostic.detail(line);
    }
    return DeployctlException.invalid(diagnostic);
  }
}
