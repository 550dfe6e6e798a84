package io.deployctl.providers.kubernetes.rights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.Target;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster that answers questions about rights, and nothing else. */
final class ReviewingCluster implements Cluster {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> rules = new HashMap<>();
  private final Set<String> allowed = new HashSet<>();
  private final List<String> requests = new ArrayList<>();
  private boolean refusing;

  void rules(String namespace, boolean incomplete, String resourceRules) {
    try {
      rules.put(
          namespace,
          JSON.readTree(
              "{\"incomplete\": %s, \"resourceRules\": [%s]}"
                  .formatted(incomplete, resourceRules)));
    } catch (JsonProcessingException mistyped) {
      throw new IllegalArgumentException(mistyped);
    }
  }

  void allows(Permission permission) {
    allowed.add(permission.verb() + " " + permission.resource());
  }

  void refuseReviews() {
    refusing = true;
  }

  List<String> requests() {
    return requests;
  }

  @Override
  public ObjectNode create(ApiResource resource, String namespace, ObjectNode body) {
    if (refusing) {
      throw new ApiFailure(403, "Forbidden", "no", Optional.empty());
    }
    ObjectNode answer = body.deepCopy();
    JsonNode spec = body.path("spec");
    if (resource.kind().equals("SelfSubjectRulesReview")) {
      String asked = spec.path("namespace").asText();
      requests.add(resource.kind() + " " + asked);
      answer.set("status", rules.getOrDefault(asked, JSON.createObjectNode()));
    } else {
      JsonNode attributes = spec.path("resourceAttributes");
      String asked = attributes.path("verb").asText() + " " + attributes.path("resource").asText();
      requests.add(resource.kind() + " " + asked);
      answer.putObject("status").put("allowed", allowed.contains(asked));
    }
    return answer;
  }

  @Override
  public Target target() {
    throw unexpected();
  }

  @Override
  public Optional<ApiResource> resource(String apiVersion, String kind) {
    throw unexpected();
  }

  @Override
  public Optional<ApiResource> preferred(String group, String kind) {
    throw unexpected();
  }

  @Override
  public void forgetDiscovery() {
    throw unexpected();
  }

  @Override
  public Optional<ObjectNode> get(ApiResource resource, String namespace, String name) {
    throw unexpected();
  }

  @Override
  public List<ObjectNode> list(ApiResource resource, String namespace, String labelSelector) {
    throw unexpected();
  }

  @Override
  public ObjectNode apply(
      ApiResource resource, String namespace, String name, ObjectNode body, Application how) {
    throw unexpected();
  }

  @Override
  public ObjectNode replace(ApiResource resource, String namespace, String name, ObjectNode body) {
    throw unexpected();
  }

  @Override
  public ObjectNode merge(
      ApiResource resource, String namespace, String name, ObjectNode patch, Application how) {
    throw unexpected();
  }

  @Override
  public Optional<ObjectNode> delete(
      ApiResource resource, String namespace, String name, Deletion how) {
    throw unexpected();
  }

  @Override
  public String raw(String path) {
    throw unexpected();
  }

  @Override
  public Path writeKubeconfig(Path directory, String namespace) {
    throw unexpected();
  }

  @Override
  public KubernetesClient client() {
    throw unexpected();
  }

  @Override
  public void close() {}

  private static AssertionError unexpected() {
    return new AssertionError("only questions about rights are expected");
  }
}
