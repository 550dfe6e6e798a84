package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.template.Rendering;
import io.deployctl.core.value.Value;
import io.deployctl.providers.template.PebbleDocumentRenderer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintTest {
  private static final Optional<SourcePosition> HERE =
      Optional.of(new SourcePosition("deployctl.yaml", 7, 3));

  @TempDir Path project;

  @Test
  void defaultsFillWhatIsNotGiven() throws IOException {
    Blueprint blueprint =
        blueprint(
            """
            parameters:
              - {name: image, type: string, required: true}
              - {name: port, type: integer, default: 8080}
              - {name: labels, type: map, default: {a: b}}
              - {name: extra, type: list}
            """);
    Diagnostics problems = new Diagnostics();

    Value.Mapping filled =
        blueprint.fill(given("image", TestEnvironment.text("x:1")), HERE, problems);

    assertThat(problems.list()).isEmpty();
    assertThat(filled.entries()).containsOnlyKeys("image", "port", "labels", "extra");
    assertThat(((Value.Scalar) filled.entries().get("port")).data()).contains(8080L);
  }

  @Test
  void missingUnknownAndWrongParametersAreAllTold() throws IOException {
    Blueprint blueprint =
        blueprint(
            """
            parameters:
              - {name: image, type: string, required: true, doc: The image}
              - {name: replicas, type: integer}
            """);
    Diagnostics problems = new Diagnostics();
    Map<String, Value> given = new LinkedHashMap<>();
    given.put("replica", TestEnvironment.text(1L));
    given.put("replicas", TestEnvironment.text("many"));

    blueprint.fill(new Value.Mapping(given, Set.of()), HERE, problems);

    assertThat(problems.list())
        .extracting(Diagnostic::code)
        .containsExactly("missing-parameter", "wrong-type", "unknown-parameter");
    assertThat(problems.list()).allMatch(p -> p.position().equals(HERE));
    assertThat(problems.list().get(2).hint()).contains("Did you mean `replicas`?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parametrs: [] | unknown-key | 1",
        "parameters: {a: b} | invalid-blueprint | 1",
        "parameters: [x] | invalid-blueprint | 1",
        "parameters: [{name: a-b}] | invalid-blueprint | 1",
        "parameters: [{name: a, type: text}] | invalid-blueprint | 1",
        "parameters: [{name: a, defualt: 1}] | unknown-key | 1",
        "parameters: [{name: a}, {name: a}] | duplicate-key | 1",
        "[a] | invalid-blueprint | 1"
      })
  void wrongFileIsAnErrorAtItsPlace(String content, String code, int line) throws IOException {
    write("templates/b/blueprint.yaml", content);

    DeployctlException problem =
        catchThrowableOfType(
            DeployctlException.class, () -> Blueprint.find(project, "b", Optional.empty()));

    assertThat(problem.diagnostics().get(0).code()).isEqualTo(code);
    assertThat(problem.diagnostics().get(0).position().orElseThrow().line()).isEqualTo(line);
  }

  @Test
  void unknownBlueprintNamesTheNearest() throws IOException {
    blueprint("parameters: []");

    assertThat(unknown("bb").hint()).contains("Did you mean `b`?");
    assertThat(unknown("../b").code()).isEqualTo("unknown-blueprint");
    assertThat(unknown("bb").position()).isEqualTo(HERE);
  }

  @ParameterizedTest
  @CsvSource({"web-service, 6", "worker, 3", "cron-job, 2"})
  void blueprintsOfTheRepositoryRenderWithNothingButWhatTheyNeed(String name, int objects)
      throws IOException {
    Path root = Path.of(System.getProperty("project.root"));
    Blueprint blueprint = Blueprint.find(root, name, Optional.empty());
    Map<String, Value> given = new LinkedHashMap<>();
    given.put("name", TestEnvironment.text("web"));
    given.put("image", TestEnvironment.text("registry.example.com/web:1"));
    if (name.equals("cron-job")) {
      given.put("schedule", TestEnvironment.text("0 * * * *"));
    }
    if (name.equals("web-service")) {
      given.put("max_replicas", TestEnvironment.text(5L));
      given.put("host", TestEnvironment.text("web.example.com"));
    }
    Diagnostics problems = new Diagnostics();
    Value.Mapping with = blueprint.fill(new Value.Mapping(given, Set.of()), HERE, problems);
    Value.Mapping values = new Value.Mapping(Map.of("with", with), Set.of());
    List<Manifest> manifests = new ArrayList<>();
    for (Path file : new ManifestFiles(root, problems).find(List.of("templates/" + name), HERE)) {
      Rendering rendering = new PebbleDocumentRenderer().render(root, file, values);
      rendering.documents().forEach(d -> manifests.addAll(new ManifestReader(problems).read(d)));
    }

    assertThat(problems.list()).isEmpty();
    assertThat(manifests).hasSize(objects);
  }

  private Diagnostic unknown(String name) {
    return catchThrowableOfType(DeployctlException.class, () -> Blueprint.find(project, name, HERE))
        .diagnostics()
        .get(0);
  }

  private Blueprint blueprint(String content) throws IOException {
    write("templates/b/blueprint.yaml", content);
    return Blueprint.find(project, "b", Optional.empty());
  }

  private static Value.Mapping given(String key, Value value) {
    return new Value.Mapping(Map.of(key, value), Set.of());
  }

  private void write(String name, String content) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
