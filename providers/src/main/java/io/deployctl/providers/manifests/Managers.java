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

  // What tools like ours apply as. Their own marks on an object say whether they still own it.
  private static final List<String> TOOLS =
      List.of("argocd", "kustomize-controller", "helm-controller", "flux", "deployctl:");

  // They write whole objects, from a manifest or in one's place.
  private static final Set<String> WRITERS =
      Set.of(KUBECTL_CLIENT, "kubectl-create", "kubectl-run", "kubectl-expose", "kubectl-replace");

  private static final FieldPath LAST_APPLIED =
      FieldPath.of("metadata", "annotations", Labels.LAST_APPLIED);

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

  /** Returns whether the manager is another tool's of our kind. */
  static boolean isTool(String manager) {
    return TOOLS.stream().anyMatch(manager::startsWith);
  }

  /**
   * Returns whether all that the manager owns came from a manifest that ours takes the place of.
   * The owner of the last applied configuration is a client-side {@code kubectl apply} under any
   * name; kubectl's own upgrade to server-side apply goes by the same.
   *
   * @param ours our own manager
   * @param accepted managers that will not write their objects again, as somebody said
   */
  static boolean isWriter(ManagedFields.Entry entry, String ours, Set<String> accepted) {
    String manager = entry.manager();
    if (!entry.subresource().isEmpty() || manager.equals(ours) || manager.equals(HANDOVER)) {
      return false;
    }
    if (accepted.contains(manager) || isTool(manager) || isHelm(manager)) {
      return true;
    }
    return entry.isApply()
        ? manager.equals("kubectl")
        : WRITERS.contains(manager) || entry.fields().contains(LAST_APPLIED);
  }

  /**
   * Returns whether what the manager owns can be taken over, field by field, where the manifest
   * sets it; {@code kubectl scale} writes through a subresource.
   */
  static boolean isEditor(ManagedFields.Entry entry, String ours) {
    String part = entry.subresource();
    return (part.isEmpty() || part.equals("scale"))
        && !entry.manager().equals(ours)
        && !entry.manager().equals(HANDOVER)
        && isAdoptable(entry.manager());
  }

  private static boolean isHelm(String manager) {
    return manager.equals("helm") || manager.equals("Helm");
  }
}
