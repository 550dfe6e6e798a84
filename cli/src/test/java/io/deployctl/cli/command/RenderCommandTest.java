package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.cli.CommandLineRunner;
import io.deployctl.cli.ProjectFiles;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

final class RenderCommandTest {
  private static final String PASSWORD = "hunter2-and-more";

  @TempDir private Path directory;

  @BeforeEach
  void project() throws IOException {
    write(
        "deployctl.yaml",
        """
        project: shop
        stages:
          - name: infrastructure
            steps:
              - {name: cloud, terraform: {root: terraform}}
          - name: workloads
            steps:
              - {name: config, manifests: {paths: [config]}}
              - {name: api, manifests: {paths: [api.tmpl.yaml]}}
        """);
    write(
        "environments/production.yaml",
        """
        replicas: 3
        password: "${secret:env:PASSWORD}"
        host: "${steps.cloud.outputs.host}"
        """);
    write(
        "config/plain.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: plain}
        data:
          rule: "{{ $labels.pod }}"
          "012": octal
          country: "no"
          mode: "0o17"
          time: "12:30:45"
          day: "2024-01-02"
          power: "1e3"
          tabs: "a:\\n\\tb  \\nc\\n"
        """);
    write(
        "config/secret.tmpl.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: login}
        stringData:
          user: dana
          password: {{ password }}
        """);
    write(
        "api.tmpl.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api}
        spec:
          replicas: {{ replicas }}
          args: [--verbose, "--login={{ password | upper }}", "--host={{ host }}"]
        """);
  }

  @Test
  void everyObjectIsADocumentWithSecretsMaskedAndWaitingValuesNamed() {
    CommandResult result = run("render", "--env", "production").exited(0).quietly();

    assertThat(result.out())
        .startsWith("---\n# step config, config/plain.yaml\napiVersion: v1\n")
        .contains("---\n# step config, config/secret.tmpl.yaml\n")
        .endsWith(
            """
            ---
            # step api, api.tmpl.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: api
            spec:
              replicas: 3
              args:
                - --verbose
                - (secret)
                - (waits on steps.cloud.outputs.host)
            """);
    assertThat(result.out().toLowerCase(java.util.Locale.ROOT)).doesNotContain(PASSWORD);
  }

  @Test
  void secretOfTheClusterIsStoodInForAndTheClusterNotAsked() throws IOException {
    write(
        "environments/production.yaml",
        """
        replicas: 3
        password: "${secret:kubernetes:vendor/api#token}"
        host: known
        """);

    CommandResult result = run("render", "--env", "production").exited(0).quietly();

    assertThat(result.out()).contains("password: (secret)").contains("- (secret)");
  }

  @Test
  void documentsReadBackAsWhatWasWritten() {
    List<Object> documents = documents(run("render", "config", "-e", "production").exited(0).out());

    assertThat(documents).hasSize(2);
    assertThat(((Map<?, ?>) documents.get(0)).get("data"))
        .isEqualTo(
            Map.of(
                "rule", "{{ $labels.pod }}",
                "012", "octal",
                "country", "no",
                "mode", "0o17",
                "time", "12:30:45",
                "day", "2024-01-02",
                "power", "1e3",
                "tabs", "a:\n\tb  \nc\n"));
    assertThat(((Map<?, ?>) documents.get(1)).get("stringData"))
        .isEqualTo(Map.of("user", "(secret)", "password", "(secret)"));
  }

  @Test
  void jsonIsOneDocumentWithTheSameMarks() throws IOException {
    CommandResult result = run("render", "-o", "json", "-e", "production").exited(0).quietly();

    JsonNode document = new ObjectMapper().readTree(result.out());
    assertThat(document.path("schema").asText()).isEqualTo("deployctl/render/v1");
    assertThat(document.path("steps").findValuesAsText("step")).containsExactly("config", "api");
    JsonNode spec = document.at("/steps/1/objects/0/spec");
    assertThat(spec.path("replicas").isInt()).isTrue();
    assertThat(spec.path("args").get(1).asText()).isEqualTo("(secret)");
    assertThat(spec.path("args").get(2).asText()).isEqualTo("(waits on steps.cloud.outputs.host)");
  }

  @Test
  void objectsThatWaitToBeKnownAreNotGuessed() throws IOException {
    write(
        "api.tmpl.yaml",
        """
        {% if host == "a" %}
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a}
        {% endif %}
        """);

    assertThat(run("render", "api", "-e", "production").exited(0).out())
        .isEqualTo("# step api, which objects there are: (waits on steps.cloud.outputs.host)\n");
  }

  @Test
  void undefinedNameIsToldAtTheTemplatesLine() throws IOException {
    write("api.tmpl.yaml", "apiVersion: v1\nkind: {{ replica }}\n");

    assertThat(run("render", "-e", "production").exited(2).telling("api.tmpl.yaml:2").out())
        .isEmpty();
  }

  @Test
  void stepThatCanNotBeRenderedIsRefused() {
    run("render", "apj", "cloud", "-e", "production")
        .exited(2)
        .telling("there is no step `apj`")
        .telling("hint: did you mean `api`?")
        .telling("`cloud` is a step of terraform");
  }

  private CommandResult run(String... arguments) {
    return new CommandLineRunner(directory).with("PASSWORD", PASSWORD).run(arguments);
  }

  private void write(String name, String text) throws IOException {
    ProjectFiles.write(directory, name, text);
  }

  private static List<Object> documents(String text) {
    List<Object> documents = new java.util.ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(documents::add);
    return documents;
  }
}
