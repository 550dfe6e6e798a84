package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.value.KeyedTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan of this provider says beside the manifests. Holds no secret.
 *
 * @param settings how to go about it
 * @param actions what is done
 * @param unchanged the objects with nothing to do
 * @param absent objects to be pruned that are gone already
 * @param scaled objects whose number of replicas is an autoscaler's, with something to do or not
 */
record ActionsPayload(
    ManifestsSettings settings,
    List<Action> actions,
    List<InventoryEntry> unchanged,
    Set<ResourceId> absent,
    Set<ResourceId> scaled) {
  private static final String NAME = "actions";

  /** Copies. */
  ActionsPayload {
    actions = List.copyOf(actions);
    unchanged = List.copyOf(unchanged);
    absent = Set.copyOf(absent);
    scaled = Set.copyOf(scaled);
  }

  /** Makes one of a plan in which nothing is an autoscaler's. */
  ActionsPayload(
      ManifestsSettings settings,
      List<Action> actions,
      List<InventoryEntry> unchanged,
      Set<ResourceId> absent) {
    this(settings, actions, unchanged, absent, Set.of());
  }

  /** Adds it to a plan's payload. */
  void addTo(Map<String, Content> payload) {
    ObjectNode root = Trees.object();
    root.put("wait", settings.awaitReady());
    root.put("timeoutMillis", settings.timeout().toMillis());
    root.put("parallelism", settings.parallelism());
    ArrayNode list = root.putArray("actions");
    actions.forEach(action -> write(action, list.addObject()));
    ArrayNode same = root.putArray("unchanged");
    unchanged.forEach(entry -> write(entry, same.addObject()));
    ArrayNode gone = root.putArray("absent");
    absent.stream().sorted().forEach(id -> write(id, gone.addObject()));
    ArrayNode others = root.putArray("scaled");
    scaled.stream().sorted().forEach(id -> write(id, others.addObject()));
    payload.put(NAME, Content.open(Trees.canonicalBytes(root)));
  }

  /**
   * Reads it from a plan's payload.
   *
   * @param step the step that the entries are of
   */
  static ActionsPayload read(Map<String, Content> payload, StepId step) {
    JsonNode root = Trees.parse(payload.get(NAME).bytes());
    ManifestsSettings settings =
        new ManifestsSettings(
            root.path("wait").asBoolean(),
            Duration.ofMillis(root.path("timeoutMillis").asLong()),
            root.path("parallelism").asInt());
    List<Action> actions = new ArrayList<>();
    root.path("actions").forEach(node -> actions.add(action(node)));
    List<InventoryEntry> unchanged = new ArrayList<>();
    root.path("unchanged").forEach(node -> unchanged.add(entry(node, step)));
    Set<ResourceId> absent = new HashSet<>();
    root.path("absent").forEach(node -> absent.add(id(node)));
    Set<ResourceId> scaled = new HashSet<>();
    root.path("scaled").forEach(node -> scaled.add(id(node)));
    return new ActionsPayload(settings, actions, unchanged, absent, scaled);
  }

  /** Returns all objects that an action is about. */
  Collection<ResourceId> touched() {
    return actions.stream().map(Action::id).toList();
  }

  private static void write(Action action, ObjectNode node) {
    write(action.id(), node);
    node.put("effect", action.effect());
    node.put("verb", action.verb().name());
    node.put("apiVersion", action.apiVersion());
    action.uid().ifPresent(uid -> node.put("uid", uid));
    action.takeover().ifPresent(takeover -> takeover.write(node.putObject("takeover")));
    node.put("force", action.force());
    node.put("scaled", action.scaled());
  }

  private static Action action(JsonNode node) {
    JsonNode takeover = node.path("takeover");
    return new Action(
        node.path("effect").asText(),
        Verb.valueOf(node.path("verb").asText()),
        id(node),
        node.path("apiVersion").asText(),
        Trees.text(node, "uid"),
        takeover.isObject() ? Optional.of(Takeover.read(takeover)) : Optional.empty(),
        node.path("force").asBoolean(),
        node.path("scaled").asBoolean());
  }

  private static void write(InventoryEntry entry, ObjectNode node) {
    write(entry.id(), node);
    node.put("apiVersion", entry.apiVersion());
    entry.uid().ifPresent(uid -> node.put("uid", uid));
    entry.desired().ifPresent(tag -> node.put("desired", tag.value()));
    entry.live().ifPresent(tag -> node.put("live", tag.value()));
  }

  private static InventoryEntry entry(JsonNode node, StepId step) {
    Optional<KeyedTag> desired = Trees.text(node, "desired").map(KeyedTag::new);
    Optional<KeyedTag> live = Trees.text(node, "live").map(KeyedTag::new);
    return new InventoryEntry(
        id(node), node.path("apiVersion").asText(), step, Trees.text(node, "uid"), desired, live);
  }

  private static void write(ResourceId id, ObjectNode node) {
    node.put("group", id.group());
    node.put("kind", id.kind());
    node.put("namespace", id.namespace());
    node.put("name", id.name());
  }

  private static ResourceId id(JsonNode node) {
    return new ResourceId(
        node.path("group").asText(),
        node.path("kind").asText(),
        node.path("namespace").asText(),
        node.path("name").asText());
  }
}
