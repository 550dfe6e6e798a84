package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {
  private static final String PROTECTED =
      """
      project: shop
      inputs: {image.tag: {required: true}, replicas: {}}
      environments:
        production: {aliases: [prod], protected: true, target: {contexts: [eks]}}
        staging: {aliases: [stage]}
      stages:
        - name: all
          steps: [{name: api, manifests: {with: {image: "shop:${image.tag}"}}}]
      """;

  @TempDir Path directory;
  private TestProject project;

  @BeforeEach
  void create() {
    project = new TestProject(directory).file("deployctl.yaml", PROTECTED);
  }

  @Test
  void severalEnvironmentsMustBeChosenFrom() {
    assertThat(project.problems())
        .containsExactly("the project has several environments | Name one with `--env`");
    assertThat(project.problems("prdo"))
        .containsExactly("there is no environment `prdo` | Did you mean `prod`?");
    assertThat(ConfigLoader.environments(project.request()))
        .extracting(EnvironmentSummary::label)
        .containsExactly("production (prod)", "staging (stage)");
  }

  @Test
  void filesMakeEnvironmentsWhereNoneAreDeclared() {
    project
        .file("deployctl.yaml", TestProject.minimal())
        .file("environments/default.yaml", "a: 1\n")
        .file("environments/local.yaml", "a: 2\n")
        .file("environments/staging.yaml", "a: 3\n")
        .file("environments/qa.env", "A=4\n");
    assertThat(ConfigLoader.environments(project.request()))
        .extracting(EnvironmentSummary::name)
        .containsExactly("qa", "staging");
    assertThat(project.values("qa")).containsEntry("a", 2L);
  }

  @Test
  void namesAndAliasesAreUniqueAndNotReserved() {
    project.file(
        "deployctl.yaml",
        TestProject.minimal()
            + """
            environments:
              one: {aliases: [x, two]}
              two: {aliases: [x]}
              local: {}
              Bad_Name: {}
              three: {protected: true}
            """);
    assertThat(project.problems("one"))
        .containsExactly(
            "deployctl.yaml:8:3: `two` already means the environment `two` | Give `one` another"
                + " alias",
            "deployctl.yaml:9:3: `x` already means the environment `one` | Give `two` another"
                + " alias",
            "deployctl.yaml:10:3: an environment can't be named `local` | environments/local.yaml"
                + " is a layer of every environment",
            "deployctl.yaml:11:3: an environment's name can't be `Bad_Name` | Use lower-case"
                + " letters, digits and hyphens, starting with a letter, at most 50 of them",
            "deployctl.yaml:12:3: `three` is protected, and nothing says which cluster it is | Give"
                + " it a `target` with `clusterId`, or at least `contexts`");
  }

  @Test
  void aProtectedEnvironmentTakesInputsOnly() {
    project
        .file("environments/default.yaml", "a: 1\nreplicas: 1\n")
        .file("environments/local.yaml", "a: 2\n")
        .variable("SHOP_A", "3")
        .variable("SHOP_REPLICAS", "2")
        .set("image.tag=1.0.0")
        .set("a=4");
    assertThat(project.problems("prod"))
        .containsExactly(
            "environments/local.yaml: `production` is protected: it takes no values of this machine"
                + " alone | Move the file away, or pass `--allow-overrides`",
            "`production` is protected: environment variable SHOP_A overrides `a`, which is no"
                + " input | Declare it under `inputs`, or pass `--allow-overrides`",
            "`production` is protected: --set a overrides `a`, which is no input | Declare it under"
                + " `inputs`, or pass `--allow-overrides`");
    assertThat(project.load("stage").overrides()).hasSize(3);
    assertThat(project.allowOverrides().load("prod").overrides())
        .extracting(o -> o.path() + " " + o.origin().describe() + " " + o.declared())
        .containsExactly(
            "replicas environment variable SHOP_REPLICAS true",
            "image.tag --set image.tag true",
            "a --set a false");
  }

  @Test
  void filesThatNoEnvironmentReadsAreWarnedOf() {
    project
        .file("environments/prod.yaml", "a: 1\n")
        .file("environments/stagin.env", "A=1\n")
        .file("environments/elsewhere.yaml", "a: 1\n")
        .file("environments/local.yaml.example", "a: 1\n");
    assertThat(project.open("stage").notes())
        .extracting(TestProject::line)
        .containsExactly(
            "environments/elsewhere.yaml: environments/elsewhere.yaml belongs to no environment |"
                + " Name its environment under `environments`",
            "environments/prod.yaml: environments/prod.yaml belongs to no environment | Rename it"
                + " to production.yaml",
            "environments/stagin.env: environments/stagin.env belongs to no environment | Rename it"
                + " to staging.env");
  }

  @Test
  void aMissingInputSaysHowToGiveIt() {
    LoadedProject opened = project.open("stage");
    assertThat(opened.missingInputs()).containsExactly("image.tag");
    assertThat(opened.view().values()).isEmpty();
    assertThat(project.problems("stage"))
        .containsExactly(
            "deployctl.yaml:2:10: the input `image.tag` is required and not given | Give it with"
                + " `--set image.tag=...` or the variable SHOP_IMAGE_TAG");
  }

  @Test
  void theLastReleaseKnowsInputsThatAreNotGiven() {
    LoadedProject opened = project.open("stage");
    PreviousInputs previous =
        new PreviousInputs(7, Map.of("image.tag", "0012", "replicas", "3", "gone", "x"));
    Deployment deployment = opened.deployment(Optional.of(previous));
    assertThat(deployment.inputs()).isEqualTo(Map.of("image.tag", "0012", "replicas", "3"));
    assertThat(deployment.overrides())
        .extracting(ValueOverride::path, ValueOverride::origin, ValueOverride::declared)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ValuePath.parse("image.tag"), new Origin.EarlierRelease(7), true),
            org.assertj.core.groups.Tuple.tuple(
                ValuePath.parse("replicas"), new Origin.EarlierRelease(7), true));
  }

  @Test
  void whatIsGivenOrInAFileWinsOverTheLastRelease() {
    project.file("environments/default.yaml", "replicas: 1\nimage: {tag: }\n").set("image.tag=2");
    PreviousInputs previous = new PreviousInputs(7, Map.of("image.tag", "1", "replicas", "3"));
    Deployment deployment = project.open("stage").deployment(Optional.of(previous));
    assertThat(deployment.inputs()).isEqualTo(Map.of("image.tag", "2", "replicas", "1"));
  }

  @Test
  void anEarlierInputThatNoLongerFitsIsRefused() {
    project.file(
        "deployctl.yaml",
        PROTECTED.replace(
            "{with: {image: \"shop:${image.tag}\"}}", "{replicas: \"${image.tag}\"}"));
    LoadedProject opened = project.open("stage");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                opened.deployment(Optional.of(new PreviousInputs(1, Map.of("image.tag", "many")))))
        .hasMessage("`replicas` must be an integer");
  }

  @Test
  void aTargetIsKnownBeforeAnythingRuns() {
    project.file(
        "deployctl.yaml",
        PROTECTED.replace(
            "{contexts: [eks]}",
            "{contexts: [eks], namespace: \"${secret:env:X}\", stateNamespace: \"Bad Name\"}"));
    assertThat(project.problems("prod"))
        .contains(
            "deployctl.yaml:4:87: `namespace` must be a text that is known before anything runs | A"
                + " target can't come from a secret or from a step's output",
            "deployctl.yaml:4:122: `stateNamespace` can't be `Bad Name` | Use lower-case letters,"
                + " digits and hyphens, at most 63 of them");
  }
}
