package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out how the server, now or once a step has run, knows the kind of a manifest. */
final class KindResolver {
  private static final String CRD_GROUP = "apiextensions.k8s.io";
  private static final String CRD = "CustomResourceDefinition";

  private final Cluster cluster;
  private final StepScope scope;
  private final Collection<Manifest> manifests;

  /**
   * Makes one.
   *
   * @param manifests all of the step, for the kinds that they define
   */
  KindResolver(Cluster cluster, StepScope scope, Collection<Manifest> manifests) {
    this.cluster = cluster;
    this.scope = scope;
    this.manifests = manifests;
  }

  /**
   * How a kind is known.
   *
   * @param resource under which it can be read now; empty where it can't
   * @param served whether the server knows it in the manifest's version now
   * @param namespaced whether its objects live in namespaces
   * @param deferred why another step has to run first, if it has
   */
  record Kind(
      Optional<ApiResource> resource,
      boolean served,
      boolean namespaced,
      Optional<String> deferred) {}

  /** Returns whether the manifest defines a kind. */
  static boolean isDefinition(Manifest manifest) {
    return manifest.is(CRD_GROUP, CRD);
  }

  /** Returns how the manifest's kind is known, or empty where it is not and will not be. */
  Optional<Kind> resolve(Manifest manifest) {
    String kind = manifest.id().kind();
    Optional<ApiResource> served = cluster.resource(manifest.apiVersion(), kind);
    if (served.isPresent()) {
      return Optional.of(new Kind(served, true, served.get().namespaced(), Optional.empty()));
    }
    Optional<ApiResource> other = cluster.preferred(manifest.id().group(), kind);
    Optional<JsonNode> definition = definedHere(manifest);
    if (definition.isPresent()) {
      boolean namespaced = definition.get().path("scope").asText().equals("Namespaced");
      return Optional.of(new Kind(other, false, namespaced, Optional.empty()));
    }
    Optional<ResourceId> elsewhere = definedElsewhere(manifest);
    if (elsewhere.isPresent() && other.isEmpty()) {
      String reason =
          "the kind " + kind + " comes with " + elsewhere.get().address() + " of an earlier step";
      boolean namespaced = !manifest.id().namespace().isEmpty() || !isKnownClusterScoped(manifest);
      return Optional.of(new Kind(Optional.empty(), false, namespaced, Optional.of(reason)));
    }
    if (scope.kindsMayCome() && other.isEmpty() && isCustom(manifest.id().group())) {
      String reason =
          "the cluster does not know the kind " + kind + " yet; an earlier step may bring it";
      boolean namespaced = !manifest.id().namespace().isEmpty() || !isKnownClusterScoped(manifest);
      return Optional.of(new Kind(Optional.empty(), false, namespaced, Optional.of(reason)));
    }
    return Optional.empty();
  }

  /** Returns what to tell about a kind that is not known. */
  Diagnostic unknown(Manifest manifest) {
    String kind = manifest.id().kind();
    Diagnostic diagnostic =
        Diagnostic.error(
            "unknown-kind",
            "the cluster knows no `" + kind + "` of `" + manifest.apiVersion() + "`");
    Diagnostic placed = manifest.position().map(diagnostic::at).orElse(diagnostic);
    Optional<ApiResource> other = cluster.preferred(manifest.id().group(), kind);
    if (other.isPresent()) {
      return placed.hint("The cluster serves it as `" + other.get().apiVersion() + "`");
    }
    return Suggestion.nearest(kind, KnownKinds.all())
        .map(near -> placed.hint("Did you mean `" + near + "`, and is its apiVersion right?"))
        .orElse(
            placed.hint(
                "Have an earlier step, or this one, make its CustomResourceDefinition; a mistyped"
                    + " apiVersion looks the same"));
  }

  private Optional<JsonNode> definedHere(Manifest manifest) {
    return manifests.stream()
        .filter(KindResolver::isDefinition)
        .map(definition -> definition.body().path("spec"))
        .filter(spec -> spec.path("group").asText().equals(manifest.id().group()))
        .filter(spec -> spec.path("names").path("kind").asText().equals(manifest.id().kind()))
        .findFirst();
  }

  /** A definition's name ends in the group; the plural before it begins as the kind does. */
  private Optional<ResourceId> definedElsewhere(Manifest manifest) {
    String group = "." + manifest.id().group();
    String kind = manifest.id().kind().toLowerCase(java.util.Locale.ROOT);
    String stem = kind.substring(0, Math.max(1, kind.length() - 1));
    return Stream.concat(
            scope.claimedByOthers().stream(), scope.inventory().entries().keySet().stream())
        .filter(id -> id.group().equals(CRD_GROUP) && id.kind().equals(CRD))
        .filter(id -> id.name().endsWith(group) && id.name().startsWith(stem))
        .findFirst();
  }

  /** Groups under k8s.io are Kubernetes' own: none of their kinds comes with a chart. */
  private static boolean isCustom(String group) {
    return group.contains(".") && !group.endsWith(".k8s.io");
  }

  private boolean isKnownClusterScoped(Manifest manifest) {
    return scope.inventory().entries().keySet().stream()
        .anyMatch(
            id ->
                id.isClusterScoped()
                    && id.group().equals(manifest.id().group())
                    && id.kind().equals(manifest.id().kind())
                    && id.name().equals(manifest.id().name()));
  }
}
