package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the way to the cluster: which kubeconfig, which context, or the pod's own account. */
final class AccessResolver {
  private static final String SANDBOX =
      "`deployctl sandbox up` starts a throw-away cluster on this machine";

  private final ClusterRequest request;
  private final InCluster inCluster;

  AccessResolver(ClusterRequest request, InCluster inCluster) {
    this.request = request;
    this.inCluster = inCluster;
  }

  /** Returns the access that the request asks for. */
  Access resolve() {
    List<Path> named = files();
    List<Path> files = named.stream().filter(Files::isRegularFile).toList();
    if (files.isEmpty()) {
      Optional<Access> pod = request.context().isEmpty() ? inCluster.access() : Optional.empty();
      return pod.orElseThrow(() -> noKubeconfig(named));
    }
    Kubeconfig kubeconfig = Kubeconfig.load(files);
    return access(kubeconfig, context(kubeconfig));
  }

  private List<Path> files() {
    String variable = request.environment().getOrDefault("KUBECONFIG", "");
    List<Path> named =
        Arrays.stream(variable.split(File.pathSeparator))
            .filter(part -> !part.isBlank())
            .map(Path::of)
            .toList();
    return named.isEmpty() ? List.of(request.userHome().resolve(".kube/config")) : named;
  }

  private String context(Kubeconfig kubeconfig) {
    if (request.context().isPresent()) {
      String wanted = request.context().get();
      return find(kubeconfig, List.of(wanted)).orElseThrow(() -> noContext(kubeconfig, wanted));
    }
    if (!request.candidates().isEmpty()) {
      return find(kubeconfig, request.candidates())
          .orElseThrow(() -> noCandidate(kubeconfig, request.candidates()));
    }
    return kubeconfig.current().orElseThrow(() -> noCurrent(kubeconfig));
  }

  private static Optional<String> find(Kubeconfig kubeconfig, List<String> names) {
    return names.stream().filter(kubeconfig.contexts()::containsKey).findFirst();
  }

  private static Access access(Kubeconfig kubeconfig, String name) {
    Kubeconfig.Entry context = kubeconfig.contexts().get(name);
    if (context == null) {
      throw noContext(kubeconfig, name);
    }
    String clusterName = context.node().path("cluster").asText("");
    Kubeconfig.Entry cluster =
        kubeconfig.cluster(clusterName).orElseThrow(() -> dangling(context, name, "cluster"));
    String userName = context.node().path("user").asText("");
    ObjectNode user = Json.object();
    if (!userName.isEmpty()) {
      Kubeconfig.Entry entry =
          kubeconfig.user(userName).orElseThrow(() -> dangling(context, name, "user"));
      user = KubeconfigEntries.selfContained(entry);
    }
    String server = cluster.node().path("server").asText("");
    if (server.isEmpty()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "invalid-kubeconfig",
                  "connecting through context `" + name + "`: its cluster names no server")
              .detail("cluster `" + clusterName + "` in `" + cluster.file() + "`")
              .hint("add `server: https://...` to the cluster"));
    }
    return new Access(
        Optional.of(name),
        server,
        context.node().path("namespace").asText(""),
        KubeconfigEntries.selfContained(cluster),
        user,
        context.file().toString());
  }

  private static DeployctlException dangling(Kubeconfig.Entry context, String name, String what) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "invalid-kubeconfig",
                "connecting through context `"
                    + name
                    + "`: it names a "
                    + what
                    + " that is not there: `"
                    + context.node().path(what).asText("")
                    + "`")
            .detail("the context stands in `" + context.file() + "`")
            .hint("look at `kubectl config view`, and choose another one with `--context`"));
  }

  private DeployctlException noKubeconfig(List<Path> looked) {
    boolean named = !request.environment().getOrDefault("KUBECONFIG", "").isBlank();
    Diagnostic diagnostic =
        Diagnostic.error("no-cluster", "connecting to the cluster: there is no kubeconfig");
    for (Path file : looked) {
      diagnostic =
          diagnostic.detail(
              named
                  ? "`KUBECONFIG` names `" + file + "`, which does not exist"
                  : "no `" + file + "`");
    }
    return DeployctlException.invalid(
        diagnostic.hint("set `KUBECONFIG` to your kubeconfig, or try this out: " + SANDBOX));
  }

  private static DeployctlException noCurrent(Kubeconfig kubeconfig) {
    return DeployctlException.invalid(
        withContexts(
                Diagnostic.error(
                    "no-context", "connecting to the cluster: no context is the current one"),
                kubeconfig)
            .hint(
                kubeconfig.contexts().isEmpty()
                    ? "add a cluster to the kubeconfig, or try this out: " + SANDBOX
                    : "choose one with `--context`, or name it in the environment's `target`"));
  }

  private static DeployctlException noContext(Kubeconfig kubeconfig, String name) {
    return DeployctlException.invalid(
        withContexts(
                Diagnostic.error(
                    "no-context", "connecting to the cluster: there is no context `" + name + "`"),
                kubeconfig)
            .hint(advice(kubeconfig, List.of(name))));
  }

  private static DeployctlException noCandidate(Kubeconfig kubeconfig, List<String> names) {
    return DeployctlException.invalid(
        withContexts(
                Diagnostic.error(
                    "no-context",
                    "connecting to the cluster: none of the target's contexts exists: `"
                        + String.join("`, `", names)
                        + "`"),
                kubeconfig)
            .hint(advice(kubeconfig, names)));
  }

  private static String advice(Kubeconfig kubeconfig, List<String> names) {
    return names.stream()
        .flatMap(name -> Suggestion.nearest(name, kubeconfig.contexts().keySet()).stream())
        .findFirst()
        .map(near -> "did you mean `--context " + near + "`?")
        .orElse("choose one with `--context`, or set `KUBECONFIG` to another file");
  }

  private static Diagnostic withContexts(Diagnostic diagnostic, Kubeconfig kubeconfig) {
    List<String> files = new ArrayList<>();
    kubeconfig.files().forEach(file -> files.add("`" + file + "`"));
    String contexts =
        kubeconfig.contexts().isEmpty()
            ? "no contexts"
            : "the contexts `" + String.join("`, `", kubeconfig.contexts().keySet()) + "`";
    return diagnostic.detail(String.join(", ", files) + " has " + contexts);
  }
}
