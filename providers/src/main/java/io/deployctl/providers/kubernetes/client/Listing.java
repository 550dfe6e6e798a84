package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Lists all objects page by page. */
final class Listing {
  private static final String METADATA =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

  private static final int PAGE = 500;
  private static final int MAX_STARTS = 4;
  private static final int MAX_PAGES = 10_000;

  private final ApiCalls calls;
  private final ApiResource resource;
  private final String namespace;
  private final String labelSelector;

  Listing(ApiCalls calls, ApiResource resource, String namespace, String labelSelector) {
    this.calls = calls;
    this.resource = resource;
    this.namespace = namespace;
    this.labelSelector = labelSelector;
  }

  /** Returns all objects; starts again when the server forgot where a page ended (410). */
  List<ObjectNode> all() {
    return all("application/json");
  }

  /** Returns the metadata of all objects. */
  List<ObjectNode> metadata() {
    return all(METADATA);
  }

  private List<ObjectNode> all(String accept) {
    for (int start = 1; ; start++) {
      try {
        return pages(accept);
      } catch (ApiFailure failure) {
        if (failure.code() != 410 || start == MAX_STARTS) {
          throw failure;
        }
      }
    }
  }

  private List<ObjectNode> pages(String accept) {
    List<ObjectNode> objects = new ArrayList<>();
    String next = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      ObjectNode answer = page(next, accept);
      add(answer, objects);
      next = answer.path("metadata").path("continue").asText("");
      if (next.isEmpty()) {
        return objects;
      }
    }
    throw new ApiFailure(
        200,
        StatusReader.NOT_UNDERSTOOD,
        "listing " + resource.plural() + ": the server's pages do not end",
        Optional.empty());
  }

  private ObjectNode page(String next, String accept) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("limit", Integer.toString(PAGE));
    if (!labelSelector.isEmpty()) {
      parameters.put("labelSelector", labelSelector);
    }
    if (!next.isEmpty()) {
      parameters.put("continue", next);
    }
    return calls.readList(Paths.all(resource, namespace), parameters, accept, resource);
  }

  /** Items of a list come without version and kind; they get those of the list. */
  private void add(ObjectNode answer, List<ObjectNode> objects) {
    for (JsonNode item : answer.path("items")) {
      if (item instanceof ObjectNode found) {
        ObjectNode object = Json.object();
        object.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
        object.setAll(found);
        object.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
        objects.add(object);
      }
    }
  }
}
