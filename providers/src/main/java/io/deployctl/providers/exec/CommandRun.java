package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.input.Archive;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.kubernetes.client.ChildKubeconfig;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.process.ToolFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a step's commands. */
final class CommandRun {
  private final StepScope scope;
  private final ProcessRunner runner;
  private final Optional<Clusters> clusters;

  CommandRun(StepScope scope, ProcessRunner runner, Optional<Clusters> clusters) {
    this.scope = scope;
    this.runner = runner;
    this.clusters = clusters;
  }

  /**
   * Runs a command that has to succeed.
   *
   * @throws DeployctlException with its last words when it does not
   */
  void require(ExecCommand step, List<String> command) {
    ToolResult result = run(step, command);
    if (!result.succeeded()) {
      String what = "`" + ExecCommand.shown(command) + "`";
      Diagnostic failure = ToolFailure.of("exec", what, result, step.timeout());
      throw DeployctlException.failed(failure);
    }
  }

  /**
   * Returns whether a command that looks ends with 0.
   *
   * @throws DeployctlException when it can't be run at all
   */
  boolean succeeds(ExecCommand step, List<String> command) {
    ToolResult result = run(step, command);
    if (result.end() != ToolResult.End.EXITED) {
      String what = "the check `" + ExecCommand.shown(command) + "`";
      throw DeployctlException.failed(ToolFailure.of("exec", what, result, step.timeout()));
    }
    return result.exitCode() == 0;
  }

  private ToolResult run(ExecCommand step, List<String> command) {
    Path base = base(step);
    List<String> arguments = new ArrayList<>(command);
    if (command.get(0).indexOf('/') > 0) {
      arguments.set(0, base.resolve(command.get(0)).toString());
    }
    Map<String, SecretText> secrets = new HashMap<>();
    step.secrets().forEach((name, secret) -> secrets.put(name, new SecretText(secret)));
    Path directory = base.resolve(step.directory());
    return runner.run(
        new ToolCommand(
            arguments,
            Files.isDirectory(directory) ? directory : base,
            variables(step),
            secrets,
            Optional.empty(),
            step.timeout(),
            scope.progress()::tell),
        scope.redactor(),
        scope.cancellation());
  }

  private Map<String, String> variables(ExecCommand step) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DEPLOYCTL_PROJECT", scope.environment().project());
    variables.put("DEPLOYCTL_ENVIRONMENT", scope.environment().environment());
    variables.put("DEPLOYCTL_NAMESPACE", scope.namespace());
    if (clusters.isPresent()) {
      Path directory = PrivateFiles.directory(scope.workDirectory().resolve("kubeconfig"));
      variables.putAll(ChildKubeconfig.variables(clusters.get(), directory, scope.namespace()));
    }
    variables.putAll(step.variables());
    return variables;
  }

  /** Returns the project where it has the very files that are meant; else a copy of these. */
  private Path base(ExecCommand step) {
    Path project = scope.projectDirectory().toAbsolutePath().normalize();
    if (step.files().isEmpty() || Archive.isUnpackedIn(step.files().get().bytes(), project)) {
      return project;
    }
    Path copy =
        scope
            .workDirectory()
            .resolve("files-" + step.files().get().digest().brief())
            .toAbsolutePath();
    if (!Files.isDirectory(copy)) {
      PrivateFiles.directory(copy);
      Archive.unpack(step.files().get().bytes(), copy);
    }
    return copy;
  }
}
