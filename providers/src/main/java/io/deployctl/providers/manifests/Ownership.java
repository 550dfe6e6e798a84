package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.InventoryEntry;
import java.util.List;
import java.util.Optional;

/** Whose a live object is. */
sealed interface Ownership {
  /** The environment's own. */
  record Ours() implements Ownership {}

  /**
   * Nobody's who would mind.
   *
   * @param from who had it, in words; empty where it is nobody in particular
   * @param migrated the managers whose whole manifest ours takes the place of
   */
  record Adoptable(List<String> from, List<String> migrated) implements Ownership {
    /** Copies. */
    public Adoptable {
      from = List.copyOf(from);
      migrated = List.copyOf(migrated);
    }
  }

  /**
   * Somebody else's.
   *
   * @param owner who, in words
   * @param hint what to do about it
   */
  record Foreign(String owner, String hint) implements Ownership {}

  /** Returns whose the live object is. */
  static Ownership of(
      JsonNode live, EnvironmentIdentity environment, Optional<InventoryEntry> entry) {
    String label = label(live, Labels.ENVIRONMENT);
    ManagedFields fields = ManagedFields.of(live);
    Optional<Foreign> foreign = foreign(live, environment, label, fields);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    String uid = live.path("metadata").path("uid").asText();
    boolean known = entry.flatMap(InventoryEntry::uid).filter(uid::equals).isPresent();
    if (known || label.equals(environment.uuid())) {
      return new Ours();
    }
    return fields.hasApplied(environment.fieldManager()) ? new Ours() : adoptable(fields);
  }

  private static Adoptable adoptable(ManagedFields fields) {
    List<String> from =
        fields.entries().stream()
            .filter(entry -> entry.subresource().isEmpty())
            .map(ManagedFields.Entry::manager)
            .filter(Managers::isAdoptable)
            .distinct()
            .toList();
    List<String> migrated =
        fields.entries().stream()
            .filter(Managers::isManifestApplier)
            .map(ManagedFields.Entry::manager)
            .distinct()
            .toList();
    return new Adoptable(from, migrated);
  }

  private static Optional<Foreign> foreign(
      JsonNode live, EnvironmentIdentity environment, String label, ManagedFields fields) {
    if (!label.isEmpty() && !label.equals(environment.uuid())) {
      String other = otherEnvironment(fields, environment);
      return Optional.of(
          new Foreign(
              other.isEmpty() ? "another environment (" + label + ")" : "environment " + other,
              "Give one of the two another name or namespace, or destroy the other environment"
                  + " first"));
    }
    Optional<Foreign> tool = gitops(live).or(() -> helm(live)).or(() -> controller(live));
    if (tool.isPresent()) {
      return tool;
    }
    return fields.entries().stream()
        .filter(ManagedFields.Entry::isApply)
        .map(ManagedFields.Entry::manager)
        .filter(manager -> !manager.equals(environment.fieldManager()))
        .filter(Managers::isForeignOwner)
        .findFirst()
        .map(manager -> new Foreign("`" + manager + "`", "Have it let go of the object first"));
  }

  private static Optional<Foreign> gitops(JsonNode live) {
    String tracking = annotation(live, "argocd.argoproj.io/tracking-id");
    String instance = label(live, "argocd.argoproj.io/instance");
    if (!tracking.isEmpty() || !instance.isEmpty()) {
      String name = instance.isEmpty() ? tracking.replaceAll(":.*", "") : instance;
      return Optional.of(
          new Foreign(
              "Argo CD (application `" + name + "`)",
              "Take the object out of the application with its resources kept, or leave it out"
                  + " here"));
    }
    String kustomization = label(live, "kustomize.toolkit.fluxcd.io/name");
    String release = label(live, "helm.toolkit.fluxcd.io/name");
    if (!kustomization.isEmpty() || !release.isEmpty()) {
      String what = kustomization.isEmpty() ? "HelmRelease" : "Kustomization";
      return Optional.of(
          new Foreign(
              "Flux (" + what + " `" + (kustomization.isEmpty() ? release : kustomization) + "`)",
              "Take the object out of Flux with pruning off, or leave it out here"));
    }
    return Optional.empty();
  }

  private static Optional<Foreign> helm(JsonNode live) {
    String release = annotation(live, "meta.helm.sh/release-name");
    if (release.isEmpty() || !label(live, "app.kubernetes.io/managed-by").equals("Helm")) {
      return Optional.empty();
    }
    String namespace = annotation(live, "meta.helm.sh/release-namespace");
    return Optional.of(
        new Foreign(
            "Helm release `" + namespace + "/" + release + "`",
            "Take the object out of the chart with `helm.sh/resource-policy: keep`, or leave it"
                + " out here"));
  }

  private static Optional<Foreign> controller(JsonNode live) {
    for (JsonNode owner : live.path("metadata").path("ownerReferences")) {
      if (owner.path("controller").asBoolean(false)) {
        return Optional.of(
            new Foreign(
                owner.path("kind").asText() + " `" + owner.path("name").asText() + "`",
                "Change the object that controls it instead"));
      }
    }
    return Optional.empty();
  }

  private static String otherEnvironment(ManagedFields fields, EnvironmentIdentity environment) {
    return fields.entries().stream()
        .map(ManagedFields.Entry::manager)
        .filter(manager -> manager.startsWith("deployctl:"))
        .filter(manager -> !manager.equals(environment.fieldManager()))
        .map(manager -> "`" + manager.substring("deployctl:".length()) + "`")
        .findFirst()
        .orElse("");
  }

  private static String label(JsonNode live, String name) {
    return live.path("metadata").path("labels").path(name).asText("");
  }

  private static String annotation(JsonNode live, String name) {
    return live.path("metadata").path("annotations").path(name).asText("");
  }
}
