package io.deployctl.providers.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.value.Leaf;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Looks at a release's objects as they really are. For one thread. */
final class LiveObjects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiResource AUTOSCALERS =
      new ApiResource(
          "autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);

  private final Cluster cluster;
  private final Map<String, Set<String>> autoscaled = new HashMap<>();
  private final List<FieldChange> leftAlone = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();

  LiveObjects(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Returns where the live object is not as wanted.
   *
   * @param told paths that are not to be told again
   */
  List<FieldChange> drift(HelmObject wanted, Marks.Maker maker, Set<String> told) {
    Optional<ApiResource> resource = cluster.resource(wanted.apiVersion(), wanted.id().kind());
    if (resource.isEmpty()) {
      unseen.add(wanted.address());
      return List.of();
    }
    Optional<ObjectNode> object;
    try {
      object = cluster.get(resource.get(), wanted.id().namespace(), wanted.id().name());
    } catch (ApiFailure refused) {
      unseen.add(wanted.address());
      return List.of();
    }
    if (object.isEmpty()) {
      return List.of(
          new FieldChange(
              wanted.address(),
              Optional.empty(),
              Optional.of(Leaf.Literal.of("created again: it was deleted")),
              Optional.empty()));
    }
    List<FieldChange> changes = differences(wanted, object.get(), maker, told);
    if (isCustom(wanted)) {
      leftAlone.addAll(changes);
      return List.of();
    }
    return changes;
  }

  /**
   * Returns differences that Helm does not bring back: it compares such objects with its own past.
   */
  List<FieldChange> leftAlone() {
    return List.copyOf(leftAlone);
  }

  /** Returns the objects that could not be looked at. */
  List<String> unseen() {
    return List.copyOf(unseen);
  }

  private List<FieldChange> differences(
      HelmObject wanted, ObjectNode object, Marks.Maker maker, Set<String> told) {
    Map<String, Object> tree = JSON.convertValue(object, new TypeReference<>() {});
    SortedMap<String, Object> there = ObjectLeaves.of(tree);
    Movers movers = new Movers(object);
    List<FieldChange> changes = new ArrayList<>();
    wanted
        .leaves()
        .forEach(
            (path, value) -> {
              Object live = there.get(path);
              String shown = wanted.address() + " " + path;
              if (!LeafEquality.same(wanted.id().kind(), value, live)
                  && !told.contains(shown)
                  && !isDelegated(wanted, path)) {
                String key = wanted.key(path);
                changes.add(
                    new FieldChange(
                        shown,
                        Optional.ofNullable(live).map(data -> maker.present(key, data)),
                        Optional.of(maker.wanted(key, value)),
                        movers.of(path)));
              }
            });
    return changes;
  }

  /** Fields that others own by design: an autoscaler its target's replicas, and CA injectors. */
  private boolean isDelegated(HelmObject wanted, String path) {
    if (path.endsWith(".caBundle") || path.startsWith("status")) {
      return true;
    }
    return path.equals("spec.replicas")
        && autoscaled
            .computeIfAbsent(wanted.id().namespace(), this::autoscaledIn)
            .contains(wanted.id().kind() + "/" + wanted.id().name());
  }

  private Set<String> autoscaledIn(String namespace) {
    Set<String> targets = new TreeSet<>();
    try {
      for (ObjectNode autoscaler : cluster.list(AUTOSCALERS, namespace, "")) {
        JsonNode target = autoscaler.path("spec").path("scaleTargetRef");
        targets.add(target.path("kind").asText() + "/" + target.path("name").asText());
      }
    } catch (ApiFailure refused) {
      unseen.add("autoscalers of namespace " + namespace);
    }
    return targets;
  }

  /** Helm merges these by its own last manifest, without looking at the live object. */
  private static boolean isCustom(HelmObject object) {
    String group = object.id().group();
    boolean builtIn = !group.contains(".") || group.endsWith(".k8s.io");
    return !builtIn || group.equals("apiextensions.k8s.io");
  }
}
