package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
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
   * @param fromHelm whether it is moved here from a Helm release
   */
  record Adoptable(List<String> from, boolean fromHelm) implements Ownership {
    /** Copies. */
    public Adoptable {
      from = List.copyOf(from);
    }

    /** Returns who had it, as a note says it. */
    String words() {
      return from.isEmpty() ? "nobody in particular" : String.join(", ", from);
    }
  }

  /**
   * Somebody else's.
   *
   * @param owner who, in words
   * @param hint what to do about it
   */
  record Foreign(String owner, String hint) implements Ownership {}

  /**
   * Returns whose the live object is.
   *
   * @param rules from whom it may be taken beyond those who never mind
   */
  static Ownership of(
      JsonNode live,
      EnvironmentIdentity environment,
      Optional<InventoryEntry> entry,
      AdoptionRules rules) {
    Optional<Foreign> foreign = marked(live, environment, rules);
    if (foreign.isPresent()) {
      return foreign.get();
    }
    ManagedFields fields = ManagedFields.of(live);
    String uid = live.path("metadata").path("uid").asText();
    boolean known = entry.flatMap(InventoryEntry::uid).filter(uid::equals).isPresent();
    boolean labelled = label(live, Labels.ENVIRONMENT).equals(environment.uuid());
    if (known || labelled || fields.hasApplied(environment.fieldManager())) {
      return new Ours();
    }
    return stranger(fields, environment.fieldManager(), rules, isOf(rules.helmRelease(), live));
  }

  /** Returns who says on the object itself that it is his, if somebody does. */
  static Optional<Foreign> marked(
      JsonNode live, EnvironmentIdentity environment, AdoptionRules rules) {
    ManagedFields fields = ManagedFields.of(live);
    boolean fromHelm = isOf(rules.helmRelease(), live);
    return otherEnvironment(live, environment, fields)
        .or(() -> OtherTools.owner(live, fields))
        .or(() -> fromHelm ? Optional.empty() : helm(live))
        .or(() -> controller(live));
  }

  /** An object that nobody claims: who wrote it says whether he would mind. */
  private static Ownership stranger(
      ManagedFields fields, String manager, AdoptionRules rules, boolean fromHelm) {
    List<String> from =
        fields.entries().stream()
            .filter(
                entry ->
                    Managers.isWriter(entry, manager, rules.managers())
                        || Managers.isEditor(entry, manager))
            .map(ManagedFields.Entry::manager)
            .distinct()
            .toList();
    if (fromHelm) {
      return new Adoptable(List.of("Helm release `" + rules.helmRelease().get() + "`"), true);
    }
    Optional<String> unknown =
        fields.entries().stream()
            .filter(entry -> entry.subresource().isEmpty() && entry.fields().isContent())
            .map(ManagedFields.Entry::manager)
            .findFirst();
    return from.isEmpty() && unknown.isPresent()
        ? new Foreign(
            "whoever writes as `" + unknown.get() + "`",
            "If nothing writes as that any more, take the object over with"
                + " `deployctl adopt --from-manager "
                + unknown.get()
                + "`")
        : new Adoptable(from, false);
  }

  private static Optional<Foreign> otherEnvironment(
      JsonNode live, EnvironmentIdentity environment, ManagedFields fields) {
    String label = label(live, Labels.ENVIRONMENT);
    if (label.isEmpty() || label.equals(environment.uuid())) {
      return Optional.empty();
    }
    String name =
        fields.entries().stream()
            .map(ManagedFields.Entry::manager)
            .filter(manager -> manager.startsWith("deployctl:"))
            .filter(manager -> !manager.equals(environment.fieldManager()))
            .map(manager -> "environment `" + manager.substring("deployctl:".length()) + "`")
            .findFirst()
            .orElse("another environment (" + label + ")");
    boolean sameName =
        fields.entries().stream()
            .anyMatch(entry -> entry.manager().equals(environment.fieldManager()));
    return Optional.of(
        OtherTools.foreign(
            live,
            name,
            sameName
                ? "If the environment's state was lost, bring it back with `deployctl state import"
                    + " FILE`; if it was destroyed, with objects left behind"
                : "Give one of the two another name or namespace, or destroy the other"
                    + " environment; if there is none any more",
            "labels",
            List.of(Labels.ENVIRONMENT)));
  }

  private static Optional<Foreign> helm(JsonNode live) {
    String release = annotation(live, Labels.HELM_RELEASE);
    if (release.isEmpty() || !label(live, Labels.MANAGED_BY).equals("Helm")) {
      return Optional.empty();
    }
    String name = annotation(live, Labels.HELM_NAMESPACE) + "/" + release;
    return Optional.of(
        new Foreign(
            "Helm release `" + name + "`",
            "Move the release's objects here with `deployctl adopt --from-helm "
                + name
                + "`, or leave the object out here"));
  }

  private static boolean isOf(Optional<String> release, JsonNode live) {
    String name =
        annotation(live, Labels.HELM_NAMESPACE) + "/" + annotation(live, Labels.HELM_RELEASE);
    return release.filter(name::equals).isPresent();
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

  private static String label(JsonNode live, String name) {
    return live.path("metadata").path("labels").path(name).asText("");
  }

  private static String annotation(JsonNode live, String name) {
    return live.path("metadata").path("annotations").path(name).asText("");
  }
}
