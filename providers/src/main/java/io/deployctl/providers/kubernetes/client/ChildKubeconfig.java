package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.diagnostic.DeployctlException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a child process gets to know of the cluster: a kubeconfig of its own, for the very cluster
 * and account that deployctl uses, in variables that leave nothing of the user's own choice of a
 * context in force.
 */
public final class ChildKubeconfig {
  /** What Terraform's provider reads besides a kubeconfig, and would go elsewhere by. */
  private static final List<String> ELSEWHERE =
      List.of(
          "KUBE_CONFIG_PATHS",
          "KUBE_CTX",
          "KUBE_CTX_AUTH_INFO",
          "KUBE_CTX_CLUSTER",
          "KUBE_HOST",
          "KUBE_TOKEN");

  private ChildKubeconfig() {}

  /**
   * Writes the kubeconfig and returns the variables that lead to it.
   *
   * @param directory a private directory, which is deleted after the child process has ended
   * @throws DeployctlException when the cluster can't be connected to
   */
  public static Map<String, String> variables(Clusters clusters, Path directory, String namespace) {
    return variables(clusters.get().writeKubeconfig(directory, namespace));
  }

  /**
   * Does the same for a child process that may have to make the cluster first: where there is none
   * yet, its kubeconfig has no context, so that it can't reach another cluster by accident.
   */
  public static Map<String, String> variablesIfThere(
      Clusters clusters, Path directory, String namespace) {
    try {
      return variables(clusters, directory, namespace);
    } catch (DeployctlException notThere) {
      return variables(KubeconfigWriter.writeEmpty(directory));
    }
  }

  private static Map<String, String> variables(Path kubeconfig) {
    Map<String, String> variables = new HashMap<>();
    ELSEWHERE.forEach(name -> variables.put(name, ""));
    variables.put("KUBECONFIG", kubeconfig.toString());
    variables.put("KUBE_CONFIG_PATH", kubeconfig.toString());
    return variables;
  }
}
