package io.deployctl.providers.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Puts into a new cluster what an installer would: nodes and a storage class. */
final class Bootstrap {
  /** The annotation of the nodes that kwok plays; the name is kwok's own convention. */
  static final String SIMULATED = "kwok.x-k8s.io/node";

  static final String YES = "fake";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ADDRESSES_PER_NODE = 4096;
  private static final int ZONES = 3;

  private final ApiServer server;
  private final String kubernetes;

  Bootstrap(ApiServer server, String kubernetes) {
    this.server = server;
    this.kubernetes = kubernetes;
  }

  /** Makes the objects; those that are there already are made right. */
  void apply(int nodes) throws IOException, InterruptedException {
    for (int number = 0; number < nodes; number++) {
      ObjectNode node = node(number);
      server.apply("/api/v1/nodes/" + node.at("/metadata/name").asText(), node);
    }
    server.apply("/apis/storage.k8s.io/v1/storageclasses/standard", storageClass());
  }

  /** Returns whether all nodes take pods, and pods can be made in the namespace default. */
  boolean usable(int nodes) throws IOException, InterruptedException {
    JsonNode account = server.get("/api/v1/namespaces/default/serviceaccounts/default");
    if (account.isMissingNode()) {
      return false;
    }
    int ready = 0;
    for (JsonNode node : server.get("/api/v1/nodes").path("items")) {
      if (ready(node)) {
        ready++;
      }
    }
    return ready >= nodes;
  }

  private static boolean ready(JsonNode node) {
    if (!node.at("/spec/taints").isEmpty()) {
      return false;
    }
    for (JsonNode condition : node.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private ObjectNode node(int number) {
    String name = "sandbox-node-" + (number + 1);
    ObjectNode node = object("v1", "Node", name);
    node.withObject("/metadata/labels")
        .put("kubernetes.io/os", "linux")
        .put("kubernetes.io/arch", "amd64")
        .put("kubernetes.io/hostname", name)
        .put("node.kubernetes.io/instance-type", "simulated")
        .put("topology.kubernetes.io/region", "sandbox")
        .put("topology.kubernetes.io/zone", "sandbox-" + (char) ('a' + number % ZONES));
    node.withObject("/metadata/annotations")
        .put("deployctl.io/kubelet-version", kubernetes)
        .put(SIMULATED, YES);
    node.withObject("/spec").put("podCIDR", podAddresses(number));
    return node;
  }

  /** Returns the block of 10.64.0.0/10 that the node's pods get their addresses from. */
  private static String podAddresses(int number) {
    int start = (10 << 24) + (64 << 16) + number * ADDRESSES_PER_NODE;
    return "10." + ((start >> 16) & 0xff) + "." + ((start >> 8) & 0xff) + ".0/20";
  }

  /** The controller manager leaves the class's claims to a provisioner outside it: to kwok. */
  private static ObjectNode storageClass() {
    ObjectNode made = object("storage.k8s.io/v1", "StorageClass", "standard");
    made.withObject("/metadata/annotations")
        .put("storageclass.kubernetes.io/is-default-class", "true");
    made.put("provisioner", "deployctl.io/simulated");
    made.put("reclaimPolicy", "Delete");
    made.put("volumeBindingMode", "Immediate");
    made.put("allowVolumeExpansion", true);
    return made;
  }

  private static ObjectNode object(String apiVersion, String kind, String name) {
    ObjectNode object = JSON.createObjectNode();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }
}
