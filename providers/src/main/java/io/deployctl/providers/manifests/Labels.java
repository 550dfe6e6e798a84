package io.deployctl.providers.manifests;

/** The labels and annotations that deployctl sets and reads on objects. */
final class Labels {
  /** Label: the UUID of the environment that owns the object. */
  static final String ENVIRONMENT = "deployctl.io/env";

  /** Annotation: {@code allow} lets an object of a protected kind be pruned. */
  static final String PRUNE = "deployctl.io/prune";

  /** Annotation: the object stays although nothing claims it any more. */
  static final String KEEP = "deployctl.io/keep";

  /** Annotation: {@code allow} lets the object be deleted and made again where it must. */
  static final String REPLACE = "deployctl.io/replace";

  /**
   * Annotation of workloads: {@code none} keeps the pods when their configuration changes; a list
   * such as {@code ConfigMap/a, Secret/b} names more objects, of whomever, whose change restarts
   * them.
   */
  static final String RESTART_ON = "deployctl.io/restart-on";

  /**
   * Annotation of pod templates: the tag of the configuration that the pods read. On a workload
   * itself: the tag of what its pods read when it was taken over, which its template then lacks.
   */
  static final String CONFIG_TAG = "deployctl.io/config-tag";

  /** Annotation of a client-side {@code kubectl apply}: the manifest that it applied last. */
  static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Annotation: the Helm release that an object is of. */
  static final String HELM_RELEASE = "meta.helm.sh/release-name";

  /** Annotation: that release's namespace. */
  static final String HELM_NAMESPACE = "meta.helm.sh/release-namespace";

  /** Label: what manages an object; {@code Helm} on those of a release. */
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** What these annotations say to allow something. */
  static final String ALLOW = "allow";

  private Labels() {}

  /** Returns whether the field only says that the object is ours, and is none of its content. */
  static boolean isOurs(FieldPath path) {
    return path.startsWith("metadata", "labels", ENVIRONMENT)
        || path.startsWith("metadata", "annotations", CONFIG_TAG)
        || path.startsWith("metadata", "annotations", LAST_APPLIED);
  }
}
