package io.deployctl.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is live in a namespace, without what no two makings of it have in common: uids, versions,
 * times, addresses, states, and the namespace's own name. Of Helm's releases there is the state,
 * and not the number: who repairs one needs another revision. Tags differ with the environment's
 * key.
 */
final class Portrait {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KINDS =
      List.of("configmaps", "secrets", "services", "deployments", "jobs", "serviceaccounts");
  private static final List<String> OF_ONE_MAKING =
      List.of(
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "generation",
          "managedFields",
          "clusterIP",
          "clusterIPs",
          "deployctl.io/env",
          "deployctl.io/config-tag",
          "controller-uid",
          "batch.kubernetes.io/controller-uid",
          "deployment.kubernetes.io/revision");

  private Portrait() {}

  /** Takes the portrait with kubectl and Helm: a line of JSON for each object, by its address. */
  static SortedMap<String, String> of(Stage stage, String namespace) {
    SortedMap<String, String> objects = new TreeMap<>();
    try {
      JsonNode list =
          JSON.readTree(
              stage.kubectl("-n", namespace, "get", String.join(",", KINDS), "-o", "json"));
      for (JsonNode item : list.path("items")) {
        String address =
            item.path("kind").asText() + "/" + item.path("metadata").path("name").asText();
        if (isOfTheProject(item)) {
          ObjectNode object = item.deepCopy();
          object.remove("status");
          forget(object);
          String text = object.toString().replace(namespace, "NS");
          objects.merge(nameless(address), nameless(text), (one, other) -> one + " and " + other);
        }
      }
      for (JsonNode release :
          JSON.readTree(stage.helm("-n", namespace, "list", "--all", "-o", "json"))) {
        objects.put("release/" + release.path("name").asText(), release.path("status").asText());
      }
      return objects;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A Job's name ends with a tag of its content, under the environment's key. */
  private static String nameless(String text) {
    return text.replaceAll("\\bseed-[0-9a-f]{8}\\b", "seed-TAG");
  }

  private static boolean isOfTheProject(JsonNode item) {
    String name = item.path("metadata").path("name").asText();
    String type = item.path("type").asText();
    return !name.equals("kube-root-ca.crt")
        && !name.equals("default")
        && !type.startsWith("helm.sh/")
        && !type.equals("deployctl.io/state");
  }

  private static void forget(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(OF_ONE_MAKING);
    }
    node.forEach(Portrait::forget);
  }
}
