package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Discovery as new servers, old servers and half-broken servers answer it. */
class DiscoveryTest {
  private final List<String> read = new ArrayList<>();

  @Test
  void aggregatedAnswerIsReadInTwoRequests() {
    Kinds kinds =
        discovery(
                Map.of(
                    "/api",
                    """
                    {"kind": "APIGroupDiscoveryList", "items": [{"metadata": {}, "versions": [
                      {"version": "v1", "resources": [
                        {"resource": "pods", "scope": "Namespaced", "responseKind": {"kind": "Pod"}}]}]}]}
                    """,
                    "/apis",
                    """
                    {"kind": "APIGroupDiscoveryList", "items": [
                      {"metadata": {"name": "apps"}, "versions": [
                        {"version": "v1", "resources": [{"resource": "deployments",
                          "scope": "Namespaced", "responseKind": {"kind": "Deployment"}}]},
                        {"version": "v1beta1", "resources": [{"resource": "deployments",
                          "scope": "Namespaced", "responseKind": {"kind": "Deployment"}}]}]},
                      {"metadata": {"name": "metrics.k8s.io"}, "versions": [
                        {"version": "v1beta1", "freshness": "Stale"}]}]}
                    """))
            .kinds();

    assertThat(read).containsExactly("/api", "/apis");
    assertThat(kinds.find("v1", "Pod")).contains(new ApiResource("v1", "Pod", "pods", true));
    assertThat(kinds.findPreferred("apps", "Deployment"))
        .map(ApiResource::apiVersion)
        .contains("apps/v1");
    assertThat(kinds.find("apps/v2", "Deployment")).isEmpty();
  }

  @Test
  void catalogueHasWhatIsKeptInThePreferredVersionAndNamesWhoDidNotAnswer() {
    String kept = "\"verbs\": [\"create\", \"list\", \"get\"]";
    Kinds kinds =
        discovery(
                Map.of(
                    "/api",
                    """
                    {"kind": "APIVersions", "versions": ["v1"]}
                    """,
                    "/api/v1",
                    """
                    {"resources": [
                      {"name": "pods", "kind": "Pod", "namespaced": true, KEPT},
                      {"name": "bindings", "kind": "Binding", "namespaced": true,
                       "verbs": ["create"]}]}
                    """
                        .replace("KEPT", kept),
                    "/apis",
                    """
                    {"kind": "APIGroupDiscoveryList", "items": [
                      {"metadata": {"name": "apps"}, "versions": [
                        {"version": "v1", "resources": [{"resource": "deployments", KEPT,
                          "scope": "Namespaced", "responseKind": {"kind": "Deployment"}}]},
                        {"version": "v1beta1", "resources": [{"resource": "deployments", KEPT,
                          "scope": "Namespaced", "responseKind": {"kind": "Deployment"}}]}]},
                      {"metadata": {"name": "metrics.k8s.io"}, "versions": [
                        {"version": "v1beta1", "freshness": "Stale", "resources": [
                          {"resource": "pods", "verbs": ["get", "list"], "scope": "Namespaced",
                           "responseKind": {"kind": "PodMetrics"}}]}]}]}
                    """
                        .replace("KEPT", kept)))
            .kinds();

    assertThat(kinds.catalogue())
        .isEqualTo(
            new Catalogue(
                List.of(
                    new ApiResource("v1", "Pod", "pods", true),
                    new ApiResource("apps/v1", "Deployment", "deployments", true)),
                List.of("metrics.k8s.io/v1beta1")));
  }

  @Test
  void kindOfAnExtensionThatIsDownIsNotCalledUnknown() {
    Kinds kinds =
        discovery(
                Map.of(
                    "/api",
                    "{\"kind\": \"APIGroupDiscoveryList\", \"items\": []}",
                    "/apis",
                    """
                    {"kind": "APIGroupDiscoveryList", "items": [
                      {"metadata": {"name": "metrics.k8s.io"}, "versions": [
                        {"version": "v1beta1", "freshness": "Stale"}]}]}
                    """))
            .kinds();

    ApiFailure failure =
        catchThrowableOfType(
            ApiFailure.class, () -> kinds.find("metrics.k8s.io/v1beta1", "PodMetrics"));
    assertThat(failure.isTransient()).isTrue();
    assertThat(kinds.find("other/v1", "Thing")).isEmpty();
  }

  @Test
  void oldServerIsAskedGroupByGroupAndABrokenGroupCostsOnlyItself() {
    Kinds kinds =
        discovery(
                Map.of(
                    "/api",
                    "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}",
                    "/api/v1",
                    """
                    {"kind": "APIResourceList", "resources": [
                      {"name": "pods", "kind": "Pod", "namespaced": true},
                      {"name": "pods/log", "kind": "Pod", "namespaced": true},
                      {"name": "nodes", "kind": "Node", "namespaced": false}]}
                    """,
                    "/apis",
                    """
                    {"kind": "APIGroupList", "groups": [
                      {"name": "apps", "preferredVersion": {"version": "v1"},
                       "versions": [{"version": "v1beta1"}, {"version": "v1"}]},
                      {"name": "metrics.k8s.io", "preferredVersion": {"version": "v1beta1"},
                       "versions": [{"version": "v1beta1"}]}]}
                    """,
                    "/apis/apps/v1",
                    """
                    {"resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true}]}
                    """,
                    "/apis/apps/v1beta1",
                    """
                    {"resources": [{"name": "deployments", "kind": "Deployment", "namespaced": true}]}
                    """))
            .kinds();

    assertThat(kinds.find("v1", "Node")).map(ApiResource::namespaced).contains(false);
    assertThat(kinds.find("v1", "Pod")).map(ApiResource::plural).contains("pods");
    assertThat(kinds.findPreferred("apps", "Deployment"))
        .map(ApiResource::apiVersion)
        .contains("apps/v1");
    assertThat(
            catchThrowableOfType(
                ApiFailure.class, () -> kinds.find("metrics.k8s.io/v1beta1", "NodeMetrics")))
        .isNotNull();
  }

  @Test
  void answerIsKeptUntilItIsForgotten() {
    Discovery discovery =
        discovery(
            Map.of(
                "/api", "{\"kind\": \"APIGroupDiscoveryList\"}",
                "/apis", "{\"kind\": \"APIGroupDiscoveryList\"}"));

    discovery.kinds();
    discovery.kinds();
    assertThat(read).hasSize(2);
    discovery.forget();
    discovery.kinds();
    assertThat(read).hasSize(4);
  }

  private Discovery discovery(Map<String, String> answers) {
    return new Discovery(
        (path, accept) -> {
          read.add(path);
          ObjectNode answer =
              Optional.ofNullable(answers.get(path))
                  .flatMap(text -> Json.parseObject(text.getBytes()))
                  .orElse(null);
          if (answer == null) {
            throw new ApiFailure(503, "ServiceUnavailable", path, Optional.empty());
          }
          return answer;
        });
  }
}
