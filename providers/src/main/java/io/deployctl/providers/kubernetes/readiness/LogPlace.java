package io.deployctl.providers.kubernetes.readiness;

/**
 * Whose last lines would explain a cause. They are read only when the cause is told.
 *
 * @param namespace the pod's namespace
 * @param pod the pod
 * @param container its container
 * @param previous whether of the container's run before the current one
 */
public record LogPlace(String namespace, String pod, String container, boolean previous) {}
