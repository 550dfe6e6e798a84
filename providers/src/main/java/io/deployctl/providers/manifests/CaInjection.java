package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;

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

  private static final String BUNDLE = "caBundle";
  private static final String DEFINITION = "CustomResourceDefinition";
  private static final FieldPath CONVERSION =
      FieldPath.of("spec", "conversion", "webhook", "clientConfig", BUNDLE);
  private static final FieldPath SERVICE = FieldPath.of("spec", BUNDLE);

  private CaInjection() {}

  /** Returns whether the object asks for it. */
  static boolean isAskedFor(JsonNode body) {
    JsonNode annotations = body.path("metadata").path("annotations");
    return ANNOTATIONS.stream().anyMatch(annotations::has);
  }

  /** Returns whether the field is a bundle that an API server trusts a webhook or service by. */
  static boolean isBundle(ResourceId id, FieldPath path) {
    return switch (id.kind()) {
      case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" ->
          path.startsWith("webhooks") && path.endsWith(BUNDLE);
      // Its schema can have a property of that name, which is something else.
      case DEFINITION -> path.equals(CONVERSION);
      case "APIService" -> path.equals(SERVICE);
      default -> false;
    };
  }

  /** Returns whether the manager of the fields may own a bundle. */
  static boolean mayOwn(ResourceId id, FieldSet fields) {
    return switch (id.kind()) {
      case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> true;
      case DEFINITION -> fields.contains(CONVERSION);
      case "APIService" -> fields.contains(SERVICE);
      default -> false;
    };
  }

  /** Takes the bundles out of an object. */
  static void remove(ResourceId id, ObjectNode body) {
    for (FieldDiff.Difference leaf : FieldDiff.leaves(places(id, body))) {
      if (isBundle(id, leaf.path())) {
        leaf.path().remove(body);
      }
    }
  }

  /** A definition's schema is large, and has none. */
  private static JsonNode places(ResourceId id, ObjectNode body) {
    if (!id.kind().equals(DEFINITION)) {
      return body;
    }
    ObjectNode places = Trees.object();
    places.putObject("spec").set("conversion", body.path("spec").path("conversion"));
    return places;
  }
}
