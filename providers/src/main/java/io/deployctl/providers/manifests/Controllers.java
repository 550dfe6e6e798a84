package io.deployctl.providers.manifests;

import java.util.regex.Pattern;

/** Knows field managers that are programs in the cluster, and no person's tool, by their names. */
final class Controllers {
  private static final Pattern NAME =
      Pattern.compile(
          "controller|operator|webhook|-manager$|^kube-|^kubelet|^cluster-autoscaler|^cert-?manager"
              + "|^istio|^argocd|^flux|^deployctl:");

  private Controllers() {}

  /** Returns whether the manager is one. */
  static boolean isOne(String manager) {
    return NAME.matcher(manager).find();
  }
}
