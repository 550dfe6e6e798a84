package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Where in a pod a Service's port leads to. */
final class ForwardTarget {
  private ForwardTarget() {}

  /** Returns the pod's port: the target's number, or the one that a container gives its name to. */
  static Optional<Integer> containerPort(JsonNode servicePort, ObjectNode pod) {
    JsonNode target = servicePort.path("targetPort");
    if (target.isMissingNode() || target.isInt()) {
      return Optional.of(target.isInt() ? target.asInt() : servicePort.path("port").asInt());
    }
    for (JsonNode container : pod.at("/spec/containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.path("name").asText().equals(target.asText())) {
          return Optional.of(port.path("containerPort").asInt());
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether the pod is ready, and not on its way out. */
  static boolean isReady(ObjectNode pod) {
    if (pod.at("/metadata").has("deletionTimestamp")) {
      return false;
    }
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }
}
