package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.StepId;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.value.Tagger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreRulesTest {
  private static final String RULES =
      """
      ignore:
        - {kind: Deployment, namespace: "${env.namespace}", fields: [spec.replicas]}
      """;

  @TempDir Path directory;
  private TestProject project;

  @BeforeEach
  void create() {
    project = new TestProject(directory);
  }

  @Test
  void rulesOfTheProjectComeBeforeTheStepsAndAreInterpolated() {
    project.file("deployctl.yaml", RULES + steps("ignore: [{kind: ConfigMap, managers: [tuner]}]"));
    List<Settings> rules = settings("api").records("ignore");

    assertThat(rules)
        .extracting(rule -> rule.text("kind"))
        .containsExactly("Deployment", "ConfigMap");
    assertThat(rules.get(0).text("namespace")).isEqualTo("default");
    assertThat(rules.get(0).position("kind").orElseThrow()).hasToString("deployctl.yaml:2:12");
    assertThat(settings("run").find("ignore")).isEmpty();
  }

  @Test
  void ruleOfTheProjectIsAPartOfTheDigest() {
    Tagger tagger = new Tagger(new byte[32]);
    project.file("deployctl.yaml", steps("timeout: 5m"));
    String without = project.load().digest(tagger).toString();
    project.file("deployctl.yaml", RULES + steps("timeout: 5m"));

    assertThat(project.load().digest(tagger)).asString().isNotEqualTo(without);
  }

  @Test
  void everythingWrongWithRulesIsToldAtItsPlace() {
    project.file(
        "deployctl.yaml",
        """
        ignore:
          - {kind: Deployment, fields: [spec..replicas, metadata], nmae: x}
          - {fields: [spec.replicas]}
          - {kind: Service}
          - no map
        """
            + steps("ignore: [{kind: ConfigMap, fields: ['data[']}]"));

    assertThat(project.problems())
        .extracting(line -> line.replaceAll(" \\|.*", ""))
        .containsExactly(
            "deployctl.yaml:2:33: the field `spec..replicas` can't be ignored:"
                + " it can't be read from `..replicas` on",
            "deployctl.yaml:2:49: the field `metadata` can't be ignored:"
                + " it says which object it is",
            "deployctl.yaml:2:60: `nmae` is no key of ignore",
            "deployctl.yaml:3:5: `kind` is missing in ignore",
            "deployctl.yaml:4:5: an `ignore` rule names neither `fields` nor `managers`",
            "deployctl.yaml:5:5: every item of `ignore` must be a map",
            "deployctl.yaml:11:71: the field `data[` can't be ignored:"
                + " it can't be read from `[` on");
  }

  private Settings settings(String step) {
    Deployment deployment = project.load();
    StepSpec spec =
        deployment.stages().get(0).steps().stream()
            .filter(one -> one.name().equals(new StepId(step)))
            .findFirst()
            .orElseThrow();
    return deployment.resolve(spec, Map.of()).settings();
  }

  private static String steps(String more) {
    return """
    project: shop
    stages:
      - name: all
        steps:
          - name: api
            manifests: {paths: [api], MORE}
          - name: run
            exec: {command: [run]}
    """
        .replace("MORE", more);
  }
}
