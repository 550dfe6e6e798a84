package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The kinds that are known without a cluster, compared with those of a real API server. */
@ExtendWith(SandboxExtension.class)
class BuiltInKindsIT {
  private static final List<String> VERSIONS =
      List.of(
          "v1",
          "apps/v1",
          "autoscaling/v2",
          "batch/v1",
          "coordination.k8s.io/v1",
          "discovery.k8s.io/v1",
          "networking.k8s.io/v1",
          "policy/v1",
          "rbac.authorization.k8s.io/v1",
          "storage.k8s.io/v1",
          "admissionregistration.k8s.io/v1",
          "apiextensions.k8s.io/v1",
          "apiregistration.k8s.io/v1",
          "scheduling.k8s.io/v1");

  @Test
  void eachKindIsAsTheServerHasIt(RunningSandbox sandbox) {
    int compared = 0;
    try (Cluster cluster = TestClusters.connect(sandbox.kubeconfig())) {
      for (String version : VERSIONS) {
        String path = (version.contains("/") ? "/apis/" : "/api/") + version;
        JsonNode served = Json.parseObject(cluster.raw(path).getBytes()).orElseThrow();
        for (JsonNode one : served.path("resources")) {
          String kind = one.path("kind").asText();
          boolean object = !one.path("name").asText().contains("/");
          if (object && BuiltInKinds.find(version, kind).isPresent()) {
            assertThat(BuiltInKinds.find(version, kind)).isEqualTo(cluster.resource(version, kind));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(35);
  }
}
