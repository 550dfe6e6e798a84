package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Workers;
import io.deployctl.providers.kubernetes.rights.AppliedObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans the deletion of objects that nothing claims any more, as far as they may be deleted. */
final class PrunePlanner {
  static final Set<String> PROTECTED =
      Set.of(
          "Namespace",
          "CustomResourceDefinition",
          "PersistentVolumeClaim",
          "PersistentVolume",
          "StorageClass");

  private final Cluster cluster;
  private final StepScope scope;
  private final Prints prints;
  private final List<Diagnostic> notes = new ArrayList<>();
  private final Set<ResourceId> absent = new HashSet<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();

  PrunePlanner(Cluster cluster, StepScope scope) {
    this.cluster = cluster;
    this.scope = scope;
    this.prints = new Prints(scope.tagger(), scope.environment().fieldManager());
  }

  /** Plans the deletion of the candidates. */
  Planned plan(List<InventoryEntry> candidates) {
    List<LiveReader.Wanted> wanted = new ArrayList<>();
    for (InventoryEntry entry : candidates) {
      resource(entry).ifPresent(kind -> wanted.add(new LiveReader.Wanted(entry.id(), kind)));
    }
    try (Workers workers = new Workers(ManifestsSettings.DEFAULT.parallelism())) {
      Map<ResourceId, ObjectNode> live =
          new LiveReader(cluster, workers, scope.environment().uuid()).read(wanted);
      candidates.stream()
          .sorted(Comparator.comparing(InventoryEntry::id))
          .forEach(entry -> consider(entry, Optional.ofNullable(live.get(entry.id()))));
    }
    effects.sort(
        Comparator.comparingInt((Effect effect) -> -Ranks.of(effect.resource().orElseThrow())));
    return new Planned.Ready(assembled(candidates), "", notes);
  }

  private void consider(InventoryEntry entry, Optional<ObjectNode> live) {
    ResourceId id = entry.id();
    boolean same =
        live.isPresent()
            && (entry.uid().isEmpty()
                || entry.uid().equals(Trees.text(live.get(), "metadata", "uid")));
    if (!same) {
      // Ours is gone. Whoever has its name now is not ours.
      absent.add(id);
      return;
    }
    Optional<String> guard = guard(scope.environment(), entry, live.get());
    if (guard.isPresent()) {
      notes.add(
          Diagnostic.note("kept", id.address() + " is kept: " + guard.get())
              .hint(
                  "It stays in the environment's inventory; to have it pruned, annotate it `"
                      + Labels.PRUNE
                      + ": "
                      + Labels.ALLOW
                      + "`, or delete it yourself"));
      return;
    }
    List<String> already =
        Trees.text(live.get(), "metadata", "deletionTimestamp").isPresent()
            ? new Lingering(cluster, id, live.get()).evidence()
            : List.of();
    ObjectPlan deletion = deletion(entry, live.get(), already);
    deletion.effect().ifPresent(effects::add);
    deletion.action().ifPresent(actions::add);
  }

  /** Returns the plan to delete an object that may be deleted. */
  ObjectPlan deletion(InventoryEntry entry, ObjectNode live, List<String> why) {
    ResourceId id = entry.id();
    Effect effect =
        Effects.of(
                Verb.DELETE,
                id,
                cascade(entry, live).orElseGet(() -> Undos.ofDelete(id, live)),
                prints.found(entry.apiVersion(), live, Optional.empty()),
                why)
            .withNeeds(needs(entry))
            .from(FieldOrigins.gone(entry.step().name()));
    Action action =
        new Action(
            effect.id(),
            Verb.DELETE,
            id,
            entry.apiVersion(),
            Trees.text(live, "metadata", "uid"),
            Optional.empty(),
            false,
            false);
    return ObjectPlan.act(effect, action);
  }

  /** With a definition go the objects of its kind; how many they are is worth a look. */
  private Optional<Undo> cascade(InventoryEntry entry, JsonNode live) {
    if (!entry.id().kind().equals("CustomResourceDefinition")) {
      return Optional.empty();
    }
    String kind = live.path("spec").path("names").path("kind").asText();
    return cluster
        .preferred(live.path("spec").path("group").asText(), kind)
        .flatMap(resource -> count(resource))
        .map(many -> Undos.ofDefinition(kind, many));
  }

  private Optional<Integer> count(ApiResource resource) {
    try {
      return Optional.of(cluster.listMetadata(resource, "", "").size());
    } catch (ApiFailure unseen) {
      return Optional.empty();
    }
  }

  private List<Permission> needs(InventoryEntry entry) {
    ResourceId id = entry.id();
    return resource(entry)
        .map(kind -> new AppliedObject(kind, id.namespace(), id.name()).act(Verb.DELETE))
        .orElse(List.of());
  }

  private Optional<ApiResource> resource(InventoryEntry entry) {
    ResourceId id = entry.id();
    return cluster
        .resource(entry.apiVersion(), id.kind())
        .or(() -> cluster.preferred(id.group(), id.kind()));
  }

  /** Returns why an object of the inventory may not be deleted, if it may not. */
  static Optional<String> guard(
      EnvironmentIdentity environment, InventoryEntry entry, JsonNode live) {
    JsonNode metadata = live.path("metadata");
    String label = metadata.path("labels").path(Labels.ENVIRONMENT).asText("");
    if (label.isEmpty()) {
      return Optional.of("it does not carry our label any more");
    }
    Ownership owner = Ownership.of(live, environment, Optional.of(entry), AdoptionRules.DEFAULT);
    if (owner instanceof Ownership.Foreign foreign) {
      return Optional.of("it belongs to " + foreign.owner());
    }
    if (!metadata.path("ownerReferences").isEmpty()) {
      JsonNode reference = metadata.path("ownerReferences").get(0);
      String who = reference.path("kind").asText() + " " + reference.path("name").asText();
      return Optional.of("it is owned by " + who);
    }
    String keep = metadata.path("annotations").path(Labels.KEEP).asText("false");
    if (!keep.equals("false")) {
      return Optional.of("its annotation `" + Labels.KEEP + "` says so");
    }
    boolean allowed =
        metadata.path("annotations").path(Labels.PRUNE).asText("").equals(Labels.ALLOW);
    if (PROTECTED.contains(entry.id().kind()) && !allowed) {
      return Optional.of("a " + entry.id().kind() + " is pruned only where it allows it");
    }
    return Optional.empty();
  }

  private StepPlan assembled(List<InventoryEntry> candidates) {
    SortedMap<String, Content> payload = new TreeMap<>();
    new ActionsPayload(ManifestsSettings.DEFAULT, actions, List.of(), absent).addTo(payload);
    List<String> names = candidates.stream().map(entry -> entry.id().toString()).sorted().toList();
    return new StepPlan(
        scope.step(),
        ManifestsProvider.NAME,
        ManifestsProvider.VERSION,
        payload,
        effects,
        Set.of(),
        true,
        Set.of(),
        Optional.empty(),
        Map.of(),
        Digest.of(String.join("\n", names)));
  }
}
