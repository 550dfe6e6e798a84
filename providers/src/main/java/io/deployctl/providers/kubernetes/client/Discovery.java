package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the API server for its kinds, once, until it is told to forget. For several threads. */
final class Discovery {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";

  /** Reads a path and returns its object; several answers in one are a failure. */
  @FunctionalInterface
  interface Reader {
    /** Returns the answer to a GET with the given {@code Accept} header. */
    ObjectNode read(String path, String accept);
  }

  private final Reader reader;
  private Optional<Kinds> kinds = Optional.empty();

  Discovery(Reader reader) {
    this.reader = reader;
  }

  /** Returns what the server serves. */
  synchronized Kinds kinds() {
    if (kinds.isEmpty()) {
      Kinds found = new Kinds();
      addCore(found);
      addGroups(found);
      kinds = Optional.of(found);
    }
    return kinds.get();
  }

  /** Forgets what the server said. */
  synchronized void forget() {
    kinds = Optional.empty();
  }

  private void addCore(Kinds found) {
    ObjectNode core = reader.read("/api", AGGREGATED);
    if (isAggregated(core)) {
      addAggregated(core, found);
      return;
    }
    for (JsonNode version : core.path("versions")) {
      addPlain("", version.asText(), found);
    }
  }

  private void addGroups(Kinds found) {
    ObjectNode groups = reader.read("/apis", AGGREGATED);
    if (isAggregated(groups)) {
      addAggregated(groups, found);
      return;
    }
    for (JsonNode group : groups.path("groups")) {
      String preferred = group.path("preferredVersion").path("version").asText("");
      if (!preferred.isEmpty()) {
        addPlain(group.path("name").asText(), preferred, found);
      }
      for (JsonNode version : group.path("versions")) {
        if (!version.path("version").asText().equals(preferred)) {
          addPlain(group.path("name").asText(), version.path("version").asText(), found);
        }
      }
    }
  }

  private static boolean isAggregated(ObjectNode answer) {
    return answer.path("kind").asText().equals("APIGroupDiscoveryList");
  }

  private static void addAggregated(ObjectNode list, Kinds found) {
    for (JsonNode item : list.path("items")) {
      String group = item.path("metadata").path("name").asText("");
      for (JsonNode version : item.path("versions")) {
        String name = version.path("version").asText();
        if (version.path("freshness").asText().equals("Stale")) {
          found.addUnanswered(group, name);
        }
        for (JsonNode resource : version.path("resources")) {
          found.add(
              group,
              new ApiResource(
                  apiVersion(group, name),
                  resource.path("responseKind").path("kind").asText(),
                  resource.path("resource").asText(),
                  resource.path("scope").asText().equals("Namespaced")),
              PlainResources.isKept(resource.path("verbs")));
        }
      }
    }
  }

  /** A group whose backend is down costs its own kinds only. */
  private void addPlain(String group, String version, Kinds found) {
    String apiVersion = apiVersion(group, version);
    ObjectNode list;
    try {
      list = reader.read((group.isEmpty() ? "/api/" : "/apis/") + apiVersion, "application/json");
    } catch (ApiFailure failure) {
      if (group.isEmpty() || failure.code() == 0 || failure.code() == 401) {
        throw failure;
      }
      found.addUnanswered(group, version);
      return;
    }
    Set<String> kept = PlainResources.kept(list);
    for (Map.Entry<String, ApiResource> entry : PlainResources.of(apiVersion, list).entrySet()) {
      found.add(group, entry.getValue(), kept.contains(entry.getKey()));
    }
  }

  private static String apiVersion(String group, String version) {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
