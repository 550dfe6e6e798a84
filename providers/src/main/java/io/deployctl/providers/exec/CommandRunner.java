package io.deployctl.providers.exec;

import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.input.Archive;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs an exec step's commands with the environment that they are promised. */
final class CommandRunner {
  private final StepScope scope;
  private final ProcessRunner runner;
  private final Supplier<Optional<Cluster>> cluster;

  CommandRunner(StepScope scope, ProcessRunner runner, Supplier<Optional<Cluster>> cluster) {
    this.scope = scope;
    this.runner = runner;
    this.cluster = cluster;
  }

  /**
   * Runs one of the step's commands.
   *
   * @param home the directory that the step's paths are relative to
   */
  ToolResult run(ExecSpec spec, List<String> command, Path home) {
    List<String> arguments = new ArrayList<>(command);
    Path script = home.resolve(command.get(0)).normalize();
    if (command.get(0).contains("/") && Files.isRegularFile(script)) {
      arguments.set(0, script.toString());
    }
    Map<String, SecretText> secrets = new TreeMap<>();
    spec.secrets().forEach((name, text) -> secrets.put(name, new SecretText(text)));
    return runner.run(
        new ToolCommand(
            arguments,
            home.resolve(spec.directory()),
            variables(spec),
            secrets,
            Optional.empty(),
            spec.timeout(),
            line -> scope.progress().tell(line)),
        scope.redactor(),
        scope.cancellation());
  }

  /** Returns a private directory with the step's files, for when there is no checkout. */
  Path unpack(byte[] files) {
    Path home = PrivateFiles.directory(scope.workDirectory().resolve("files"));
    Archive.unpack(files, home);
    return home;
  }

  private Map<String, String> variables(ExecSpec spec) {
    Map<String, String> variables = new TreeMap<>(spec.variables());
    variables.put("DEPLOYCTL_PROJECT", scope.environment().project());
    variables.put("DEPLOYCTL_ENVIRONMENT", scope.environment().environment());
    variables.put("DEPLOYCTL_NAMESPACE", scope.namespace());
    cluster
        .get()
        .ifPresent(
            known ->
                variables.put(
                    "KUBECONFIG",
                    known.writeKubeconfig(scope.workDirectory(), scope.namespace()).toString()));
    return variables;
  }
}
