package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.kubernetes.client.ChildKubeconfig;
import io.deployctl.providers.process.Tool;
import io.deployctl.providers.process.ToolFailure;
import io.deployctl.providers.process.ToolKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs helm for one step. Its configuration is private to the run, but for what is downloaded. */
final class HelmCli {
  /** What a command that only reads may take. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HelmServices services;
  private final StepScope scope;
  private Optional<Tool> tool = Optional.empty();
  private Optional<Map<String, String>> cluster = Optional.empty();

  HelmCli(HelmServices services, StepScope scope) {
    this.services = services;
    this.scope = scope;
  }

  /** Runs helm without the cluster. */
  ToolResult offline(List<String> arguments, Path directory) {
    return run(arguments, directory, variables(), PATIENCE);
  }

  /** Runs helm on the cluster. A chart's notes can hold secrets that nobody knows: none is told. */
  ToolResult acting(List<String> arguments, Duration timeout) {
    scope.progress().tell("helm " + arguments.get(0) + " " + arguments.get(1));
    return run(arguments, scope.workDirectory(), onCluster(), timeout);
  }

  /**
   * Runs helm on the cluster and returns the document that it writes, which can hold secrets.
   *
   * @param more variables besides those of the cluster
   * @param messages explains a failure
   */
  String document(List<String> arguments, Map<String, String> more, HelmMessages messages) {
    Map<String, String> variables = onCluster();
    variables.putAll(more);
    ToolResult result = run(arguments, scope.workDirectory(), variables, PATIENCE);
    if (result.succeeded() && !result.outputTruncated()) {
      return result.output();
    }
    throw new DeployctlException(
        io.deployctl.core.model.ExitStatus.FAILED, messages.explain(arguments.get(0), result));
  }

  /** Returns the failure of a command that was run without the cluster. */
  static DeployctlException failed(String what, ToolResult result) {
    return DeployctlException.failed(ToolFailure.of("helm", what, result, PATIENCE));
  }

  private Map<String, String> onCluster() {
    if (cluster.isEmpty()) {
      Path directory = PrivateFiles.directory(scope.workDirectory().resolve("kubeconfig"));
      cluster =
          Optional.of(ChildKubeconfig.variables(services.clusters(), directory, scope.namespace()));
    }
    Map<String, String> variables = variables();
    variables.putAll(cluster.get());
    return variables;
  }

  /** Returns variables that take away what the user's own configuration of Helm would change. */
  private Map<String, String> variables() {
    Path own = scope.workDirectory().resolve("helm").toAbsolutePath();
    Path cache = services.cache().resolve("helm").toAbsolutePath();
    Map<String, String> variables = new HashMap<>();
    variables.put("HELM_CONFIG_HOME", own.resolve("config").toString());
    variables.put("HELM_DATA_HOME", own.resolve("data").toString());
    variables.put("HELM_PLUGINS", own.resolve("plugins").toString());
    variables.put("HELM_REPOSITORY_CONFIG", own.resolve("repositories.yaml").toString());
    variables.put("HELM_CACHE_HOME", cache.toString());
    variables.put("HELM_REPOSITORY_CACHE", cache.resolve("repository").toString());
    variables.put("HELM_REGISTRY_CONFIG", registryConfig());
    variables.put("HELM_DRIVER", "secret");
    variables.put("HELM_DEBUG", "false");
    for (String name :
        List.of(
            "HELM_NAMESPACE",
            "HELM_KUBECONTEXT",
            "HELM_KUBEAPISERVER",
            "HELM_KUBETOKEN",
            "HELM_KUBECAFILE",
            "HELM_KUBEASUSER",
            "HELM_KUBEASGROUPS",
            "HELM_KUBETLS_SERVER_NAME",
            "HELM_KUBEINSECURE_SKIP_TLS_VERIFY")) {
      variables.put(name, "");
    }
    return variables;
  }

  /** Returns where {@code helm registry login} has put the user's credentials. */
  private String registryConfig() {
    Map<String, String> environment = services.environment();
    if (environment.containsKey("HELM_REGISTRY_CONFIG")) {
      return environment.get("HELM_REGISTRY_CONFIG");
    }
    String home = environment.getOrDefault("HOME", "");
    String config =
        environment.getOrDefault(
            "HELM_CONFIG_HOME",
            environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config") + "/helm");
    return config + "/registry/config.json";
  }

  private ToolResult run(
      List<String> arguments, Path directory, Map<String, String> variables, Duration timeout) {
    if (tool.isEmpty()) {
      tool = Optional.of(services.tools().find(ToolKind.HELM));
    }
    List<String> all = new ArrayList<>(List.of(tool.get().program().toString()));
    all.addAll(arguments);
    return services
        .runner()
        .run(
            new ToolCommand(
                all, directory, variables, Map.of(), Optional.empty(), timeout, line -> {}),
            scope.redactor(),
            scope.cancellation());
  }
}
