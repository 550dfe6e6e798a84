package io.deployctl.providers.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.providers.helm.RecordedRelease;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecoveredChartTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET =
      "kind: Secret\nmetadata: {name: db}\ndata: {password: aHVudGVyMg==, a.b: eA==}\n";

  private final NeededSecrets needed = new NeededSecrets("front");
  private final ObjectNode chart = JSON.createObjectNode();

  @Test
  void recordedFilesAreTheChart() {
    metadata("{\"name\": \"shop\", \"version\": \"1.0.0\"}");
    file("templates", "templates/a.yaml", "a: {{ .Values.a }}\n");
    file("files", "files/motd.txt", "hello");

    RecoveredChart recovered = recover();

    assertThat(recovered.files()).containsOnlyKeys("files/motd.txt", "templates/a.yaml");
    assertThat(text(recovered, "templates/a.yaml")).isEqualTo("a: {{ .Values.a }}\n");
    assertThat(recovered.frozen()).isEmpty();
    assertThat(recovered.notes()).isEmpty();
  }

  @Test
  void dependencyIsWrittenAsItWasRenderedAndItsSecretsAreValues() {
    metadata(
        """
        {"name": "shop", "version": "1.0.0", "dependencies":
         [{"name": "redis", "alias": "cache", "version": "~1.2.0", "repository": "https://r.example.com"}]}
        """);

    RecoveredChart recovered =
        recover(
            rendered("shop/charts/cache/templates/s.yaml", SECRET),
            rendered("shop/templates/own.yaml", "kind: ConfigMap\nmetadata: {name: own}\n"));

    assertThat(recovered.documents().get("Chart.yaml").path("dependencies").toString())
        .isEqualTo("[{\"name\":\"cache\",\"version\":\"~1.2.0\"}]");
    assertThat(recovered.documents().get("charts/cache/Chart.yaml").path("name").asText())
        .isEqualTo("cache");
    assertThat(recovered.files())
        .containsOnlyKeys(
            "charts/cache/rendered/01-secret-db.yaml", "charts/cache/templates/rendered.yaml");
    assertThat(text(recovered, "charts/cache/rendered/01-secret-db.yaml"))
        .doesNotContain("aHVudGVyMg");
    assertThat(needed.set().keySet())
        .containsExactlyInAnyOrder(
            "cache.renderedSecrets.db.password", "cache.renderedSecrets.db.a\\.b");
    assertThat(recovered.frozen()).isEqualTo(Set.of("cache"));
    assertThat(recovered.notes()).singleElement().asString().contains("https://r.example.com");
  }

  @Test
  void templatesThatNeedALostLibraryAreWrittenAsTheyWereRendered() {
    metadata("{\"name\": \"shop\", \"version\": \"1.0.0\"}");
    file("templates", "templates/a.yaml", "{{ include \"lib.labels\" . }}");

    RecoveredChart recovered =
        recover(rendered("shop/templates/a.yaml", "kind: ConfigMap\nmetadata: {name: own}\n"));

    assertThat(recovered.files()).containsKey("rendered/01-configmap-own.yaml");
    assertThat(recovered.files()).doesNotContainKey("templates/a.yaml");
    assertThat(recovered.notes()).singleElement().asString().contains("`lib.labels`");
  }

  @Test
  void nameThatLeadsOutOfTheChartIsRefused() {
    for (String name : List.of("../../evil", "/etc/passwd", "a/../../b", "a//b", "a\\b", "")) {
      chart.removeAll();
      metadata("{\"name\": \"shop\", \"version\": \"1.0.0\"}");
      file("files", name, "x");
      assertThatThrownBy(this::recover).isInstanceOf(DeployctlException.class);
    }
  }

  @Test
  void aliasThatLeadsOutOfTheChartIsRefused() {
    metadata(
        """
        {"name": "shop", "version": "1.0.0", "dependencies":
         [{"name": "redis", "alias": "../../evil", "version": "1.2.0"}]}
        """);

    assertThatThrownBy(this::recover).isInstanceOf(DeployctlException.class);
  }

  private void metadata(String json) {
    chart.set("metadata", tree(json));
  }

  private void file(String list, String name, String text) {
    ArrayNode files = chart.withArray("/" + list);
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    files.addObject().put("name", name).put("data", base64);
  }

  private static RecordedRelease.Rendered rendered(String source, String text) {
    return new RecordedRelease.Rendered(source, text);
  }

  private RecoveredChart recover(RecordedRelease.Rendered... rendered) {
    RecordedRelease release =
        new RecordedRelease("ns", "front", chart, tree("{}"), List.of(rendered));
    RecoveredChart recovered = new RecoveredChart(release, needed);
    recovered.recover();
    return recovered;
  }

  private static String text(RecoveredChart recovered, String name) {
    return new String(recovered.files().get(name), StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
