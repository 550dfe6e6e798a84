package io.deployctl.core.spi;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.value.SecretText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A child process to run.
 *
 * @param arguments the program and its arguments; never a secret
 * @param directory the working directory
 * @param variables environment variables put over the inherited ones
 * @param secretVariables the same with secrets; they are registered with the redactor
 * @param input what the process reads; empty closes its standard input
 * @param timeout after which the whole process tree is ended
 * @param onLine takes each line of both streams, redacted, as it comes
 */
public record ToolCommand(
    List<String> arguments,
    Path directory,
    Map<String, String> variables,
    Map<String, SecretText> secretVariables,
    Optional<byte[]> input,
    Duration timeout,
    Consumer<String> onLine) {
  /** Refuses nulls and copies. */
  public ToolCommand {
    arguments = List.copyOf(arguments);
    requireNonNull(directory, "directory is null");
    variables = Map.copyOf(variables);
    secretVariables = Map.copyOf(secretVariables);
    requireNonNull(input, "input is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(onLine, "onLine is null");
  }

  /** Returns a command with no variables and no input, whose lines nobody watches. */
  public static ToolCommand of(List<String> arguments, Path directory, Duration timeout) {
    return new ToolCommand(
        arguments, directory, Map.of(), Map.of(), Optional.empty(), timeout, line -> {});
  }
}
