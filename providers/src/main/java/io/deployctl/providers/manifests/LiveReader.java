package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the live state of many objects with few requests: one list of ours per kind and namespace
 * where there are several, single reads for the rest.
 */
final class LiveReader {
  private static final int SEVERAL = 4;

  /** So many that it is cheaper to ask which names there are than to ask for each. */
  private static final int MANY = 20;

  private final Cluster cluster;
  private final Workers workers;
  private final String selector;

  /**
   * Makes one.
   *
   * @param uuid the environment's UUID, which ours are labelled with
   */
  LiveReader(Cluster cluster, Workers workers, String uuid) {
    this.cluster = cluster;
    this.workers = workers;
    this.selector = Labels.ENVIRONMENT + "=" + uuid;
  }

  /**
   * An object to read.
   *
   * @param id the object
   * @param resource its kind
   */
  record Wanted(ResourceId id, ApiResource resource) {}

  private record Group(ApiResource resource, String namespace) {}

  /** Returns those of the objects that are there. */
  Map<ResourceId, ObjectNode> read(Collection<Wanted> wanted) {
    Map<Group, List<Wanted>> groups = new LinkedHashMap<>();
    for (Wanted object : wanted) {
      Group group = new Group(object.resource(), object.id().namespace());
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(object);
    }
    List<Group> listed =
        groups.keySet().stream().filter(group -> groups.get(group).size() >= SEVERAL).toList();
    Map<ResourceId, ObjectNode> found = new HashMap<>();
    List<Map<String, ObjectNode>> lists = workers.map(listed, this::list);
    for (int i = 0; i < listed.size(); i++) {
      for (Wanted object : groups.get(listed.get(i))) {
        ObjectNode live = lists.get(i).get(object.id().name());
        if (live != null) {
          found.put(object.id(), live);
        }
      }
    }
    // Not listed does not mean not there: it may lack our label.
    List<List<Wanted>> rest =
        workers.map(
            List.copyOf(groups.entrySet()),
            group -> existing(group.getKey(), group.getValue(), found));
    List<Wanted> singles = rest.stream().flatMap(List::stream).toList();
    List<Optional<ObjectNode>> single = workers.map(singles, this::get);
    for (int i = 0; i < singles.size(); i++) {
      ResourceId id = singles.get(i).id();
      single.get(i).ifPresent(live -> found.put(id, live));
    }
    return found;
  }

  /** Returns those that were not found yet and may be there. */
  private List<Wanted> existing(
      Group group, List<Wanted> wanted, Map<ResourceId, ObjectNode> found) {
    List<Wanted> rest = wanted.stream().filter(one -> !found.containsKey(one.id())).toList();
    if (rest.size() < MANY) {
      return rest;
    }
    Set<String> names = new HashSet<>();
    try {
      for (ObjectNode object : cluster.listMetadata(group.resource(), group.namespace(), "")) {
        names.add(object.path("metadata").path("name").asText());
      }
    } catch (ApiFailure refused) {
      if (refused.code() != 403) {
        throw refused;
      }
      return rest;
    }
    return rest.stream().filter(one -> names.contains(one.id().name())).toList();
  }

  private Map<String, ObjectNode> list(Group group) {
    Map<String, ObjectNode> byName = new HashMap<>();
    try {
      for (ObjectNode object : cluster.list(group.resource(), group.namespace(), selector)) {
        // Items of a list come without these two.
        object.put("apiVersion", group.resource().apiVersion());
        object.put("kind", group.resource().kind());
        byName.put(object.path("metadata").path("name").asText(), object);
      }
    } catch (ApiFailure refused) {
      if (refused.code() != 403) {
        throw refused;
      }
      // Without the right to list, each is read by itself.
      byName.clear();
    }
    return byName;
  }

  private Optional<ObjectNode> get(Wanted wanted) {
    return cluster.get(wanted.resource(), wanted.id().namespace(), wanted.id().name());
  }
}
