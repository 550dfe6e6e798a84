package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * Knows the objects whose CA bundles a controller writes, over whatever the manifest says: those
 * that ask cert-manager's CA injector or OpenShift's service CA operator for it by annotation.
 */
final class CaInjection {
  private static final List<String> ANNOTATIONS =
      List.of(
          "cert-manager.io/inject-ca-from",
          "cert-manager.io/inject-ca-from-secret",
          "cert-manager.io/inject-apiserver-ca",
          "certmanager.k8s.io/inject-ca-from",
          "certmanager.k8s.io/inject-apiserver-ca",
          "service.beta.openshift.io/inject-cabundle",
          "service.alpha.openshift.io/inject-cabundle");

  private static final Set<String> KINDS =
      Set.of(
          "ValidatingWebhookConfiguration",
          "MutatingWebhookConfiguration",
          "CustomResourceDefinition",
          "APIService");

  private CaInjection() {}

  /** Returns whether the object asks for it. */
  static boolean isAskedFor(JsonNode body) {
    JsonNode annotations = body.path("metadata").path("annotations");
    return ANNOTATIONS.stream().anyMatch(annotations::has);
  }

  /** Returns whether objects of the kind have CA bundles. */
  static boolean isPlaceOfBundles(ResourceId id) {
    return KINDS.contains(id.kind());
  }
}
