package io.deployctl.providers.kubernetes.readiness;

/** Manifests of workloads that run on a real node, in the namespace of their name. */
final class Workloads {
  static final String IMAGE = "deployctl.test/busybox:1";

  private Workloads() {}

  /**
   * Returns a Deployment of one pod; the fields of its container, and more of the pod, are YAML.
   */
  static String deployment(String name, String container, String pod) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: %1$s}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          terminationGracePeriodSeconds: 0
    %3$s
          containers:
          - name: main
    %2$s
    """
        .formatted(
            name, withImage(container).indent(8).stripTrailing(), pod.indent(6).stripTrailing());
  }

  /** Returns a Job that is not tried again. */
  static String job(String name, String container) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: %1$s, namespace: %1$s}
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: main
    %2$s
    """
        .formatted(name, withImage(container).indent(8).stripTrailing());
  }

  private static String withImage(String container) {
    return container.contains("image:") ? container : "image: " + IMAGE + "\n" + container;
  }
}
