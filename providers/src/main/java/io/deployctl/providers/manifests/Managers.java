package io.deployctl.providers.manifests;

import java.util.List;
import java.util.Set;

/** Field managers by whose they are. */
final class Managers {
  /** Co-owns a number of replicas while ours lets go of it, so that it never changes. */
  static final String HANDOVER = "deployctl-handover";

  /** What {@code kubectl apply} without {@code --server-side} owns fields under. */
  static final String KUBECTL_CLIENT = "kubectl-client-side-apply";

  private static final Set<String> PEOPLE =
      Set.of(
          HANDOVER,
          "kubectl",
          "before-first-apply",
          "k9s",
          "lens",
          "Lens",
          "node-fetch",
          "Mozilla",
          "dashboard",
          "headlamp",
          "rancher",
          "curl",
          "python-requests",
          "OpenAPI-Generator",
          "fabric8-kubernetes-client",
          "terraform",
          "Terraform",
          "HashiCorp",
          "Helm",
          "helm",
          "pulumi-kubernetes",
          "unknown");

  private static final List<String> FOREIGN =
      List.of("argocd", "kustomize-controller", "helm-controller", "flux", "deployctl:");

  private Managers() {}

  /**
   * Returns whether fields of the manager can be taken over: it is a person's tool, which will not
   * write them again by itself. Everything else is a controller that would.
   */
  static boolean isAdoptable(String manager) {
    return manager.startsWith("kubectl-") || PEOPLE.contains(manager);
  }

  /** Returns whether the manager is one of deployctl's own. */
  static boolean isDeployctl(String manager) {
    return manager.equals(HANDOVER) || manager.startsWith("deployctl:");
  }

  /** Returns whether the manager says that another tool of our kind owns the object. */
  static boolean isForeignOwner(String manager) {
    return FOREIGN.stream().anyMatch(manager::startsWith);
  }

  /**
   * Returns whether all that the manager owns came from a manifest that ours takes the place of.
   */
  static boolean isManifestApplier(ManagedFields.Entry entry) {
    if (!entry.subresource().isEmpty()) {
      return false;
    }
    boolean clientSide =
        entry.operation().equals("Update") && entry.manager().equals(KUBECTL_CLIENT);
    return clientSide || (entry.isApply() && entry.manager().equals("kubectl"));
  }
}
