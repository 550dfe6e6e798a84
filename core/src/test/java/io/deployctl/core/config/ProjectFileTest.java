package io.deployctl.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.schema.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFileTest {
  @TempDir Path directory;
  private TestProject project;

  @BeforeEach
  void create() {
    project = new TestProject(directory);
  }

  @Test
  void tenLinesAreAProject() {
    project.file("deployctl.yaml", TestProject.minimal());
    Deployment deployment = project.load();
    assertThat(deployment.project()).isEqualTo("shop");
    assertThat(deployment.environment()).isEqualTo("default");
    assertThat(deployment.isProtected()).isFalse();
    assertThat(deployment.onFailure()).isEqualTo(FailurePolicy.STOP);
    assertThat(deployment.target())
        .isEqualTo(
            new TargetSpec(
                Optional.empty(), List.of(), "default", "shop-deploy", Optional.empty()));
    assertThat(deployment.stages()).hasSize(1);
  }

  @Test
  void everythingIsRead() {
    project.file(
        "deployctl.yaml",
        """
        project: shop
        description: A shop
        config: {envPrefix: STORE}
        inputs: {image.tag: {required: true, description: Which build}, note: }
        environments:
          production:
            aliases: [prod, live]
            target: {clusterId: abc, contexts: [eks], namespace: "${app.namespace}", stateNamespace: st}
            protected: true
            onFailure: rollback
          development:
        requires: {helm: ">=3.13 <5", deployctl: ">=0.1"}
        onFailure: stop
        stages:
          - name: one
            steps:
              - {name: a, manifests: {paths: [x]}, was: old-a}
              - {name: b, exec: {command: [y]}, needs: [a], stateless: true, description: why}
        """);
    project.file("environments/default.yaml", "app: {namespace: shop}\n");
    project.variable("STORE_IMAGE_TAG", "1.10");
    Deployment deployment = project.load("live");
    assertThat(deployment.environment()).isEqualTo("production");
    assertThat(deployment.isProtected()).isTrue();
    assertThat(deployment.onFailure()).isEqualTo(FailurePolicy.ROLLBACK);
    assertThat(deployment.target())
        .isEqualTo(
            new TargetSpec(Optional.of("abc"), List.of("eks"), "shop", "st", Optional.empty()));
    assertThat(deployment.requires()).isEqualTo(Map.of("helm", ">=3.13 <5", "deployctl", ">=0.1"));
    assertThat(deployment.inputs()).isEqualTo(Map.of("image.tag", "1.10"));
    List<StepSpec> steps = deployment.stages().get(0).steps();
    assertThat(steps.get(0).was()).contains(new StepId("old-a"));
    assertThat(steps.get(1).needs()).containsExactly(new StepId("a"));
    assertThat(steps.get(1).stateless()).isTrue();
    assertThat(steps.get(1).position()).hasToString("deployctl.yaml:18:9");
  }

  @Test
  void allProblemsComeAtOnce() {
    project.file(
        "deployctl.yaml",
        """
        project: Shop
        enviroments: {}
        config: {prefix: X}
        requires: {helm: newest, hlm: "3"}
        onFailure: restart
        stages:
          - name: one
            steps:
              - name: api
                manifest: {paths: [x]}
              - name: api
                exec: {command: [x]}
              - name: two
                exec: {comand: [x]}
                needs: [thre]
              - name: three
                manifests: {replicas: many, timeout: 5, mode: quick, force: 1, paths: {a: 1}}
                needs: two
              - name: four
                exec: {command: x}
                manifests: {}
              - name: five
                manifests: {checks: [{nam: x}, y]}
          - name: one
            steps: nothing
        """);
    assertThat(project.problems())
        .containsExactly(
            "deployctl.yaml:1:10: the project's name can't be `Shop` | Use lower-case letters,"
                + " digits and hyphens, starting with a letter, at most 50 of them",
            "deployctl.yaml:2:1: `enviroments` is no key of deployctl.yaml | Did you mean"
                + " `environments`?",
            "deployctl.yaml:3:10: `prefix` is no key of config",
            "deployctl.yaml:4:18: `newest` is no range of versions of helm | Write it like `>=1.28`"
                + " or `>=3.13 <5`",
            "deployctl.yaml:4:26: `hlm` is no key of requires | Did you mean `helm`?",
            "deployctl.yaml:5:12: `onFailure` must be one of `stop`, `rollback`, not `restart`",
            "deployctl.yaml:9:9: a step needs a provider, and this one names none | Did you mean"
                + " `manifests`?",
            "deployctl.yaml:10:9: `manifest` is no key of step | Did you mean `manifests`?",
            "deployctl.yaml:11:15: there are two steps named `api` | Names are unique in the whole"
                + " project",
            "deployctl.yaml:13:9: `two` needs `thre`, which is no step | Did you mean `three`?",
            "deployctl.yaml:14:15: `command` is missing in exec | What to run",
            "deployctl.yaml:14:16: `comand` is no key of exec | Did you mean `command`?",
            "deployctl.yaml:17:31: `replicas` must be an integer",
            "deployctl.yaml:17:46: `timeout` must be a duration, such as 30s or 5m",
            "deployctl.yaml:17:55: `mode` must be one of `fast`, `safe`, not `quick`",
            "deployctl.yaml:17:69: `force` must be true or false",
            "deployctl.yaml:17:79: `paths` must be a list of texts",
            "deployctl.yaml:21:9: a step has one provider, and this one names `exec` and"
                + " `manifests` | Make a step of each",
            "deployctl.yaml:23:30: `kind` is missing in check | The object's kind",
            "deployctl.yaml:23:31: `nam` is no key of check | Did you mean `name`?",
            "deployctl.yaml:23:40: every item of `checks` must be a map",
            "deployctl.yaml:24:11: there are two stages named `one` | Names are unique in the whole"
                + " project",
            "deployctl.yaml:25:12: `steps` must be a list of maps with known keys");
  }

  @Test
  void circlesOfNeedsAreShown() {
    project.file(
        "deployctl.yaml",
        """
        project: shop
        stages:
          - name: one
            steps:
              - {name: a, exec: {command: [x]}, needs: [c]}
              - {name: b, exec: {command: [x]}, needs: [a]}
              - {name: c, exec: {command: [x]}, needs: [b]}
          - name: two
            steps:
              - {name: d, exec: {command: [x]}, needs: [a, d]}
        """);
    assertThat(project.problems())
        .containsExactly(
            "deployctl.yaml:5:9: steps need each other in a circle: a -> c -> b -> a | Remove one"
                + " of these `needs`",
            "deployctl.yaml:10:9: `d` needs `a`, which is a step of another stage | `needs` orders"
                + " the steps of one stage; stages run one after the other anyway",
            "deployctl.yaml:10:9: steps need each other in a circle: d -> d | Remove one of these"
                + " `needs`");
  }

  @Test
  void manyStepsThatNeedEachOtherTakeNoTime() {
    StringBuilder steps = new StringBuilder("project: shop\nstages:\n  - name: one\n    steps:\n");
    StringBuilder needs = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      steps.append("      - {name: s%d, exec: {command: [x]}, needs: [%s]}\n".formatted(i, needs));
      needs.append(i == 0 ? "" : ", ").append("s").append(i);
    }
    project.file("deployctl.yaml", steps.toString());
    assertThat(project.load().stages().get(0).steps()).hasSize(200);
  }

  @Test
  void outputsAreOfStepsThatComeBefore() {
    project
        .file("environments/default.yaml", "late: \"${steps.z.outputs.x}\"\n")
        .file(
            "deployctl.yaml",
            """
            project: shop
            stages:
              - name: one
                steps:
                  - {name: a, manifests: {with: {v: "${steps.b.outputs.x}"}}}
                  - {name: b, exec: {command: [x]}}
                  - {name: c, manifests: {with: {v: "${steps.b.outputs.x}"}}, needs: [b]}
                  - {name: d, manifests: {with: {v: "${steps.b.outputs.x}"}}, needs: [c]}
                  - {name: e, manifests: {with: {v: "${steps.e.outputs.x}"}}}
                  - {name: f, manifests: {with: {v: "${late}"}}}
              - name: two
                steps:
                  - {name: z, manifests: {with: {v: "${steps.a.outputs.x}"}}}
            """);
    assertThat(project.problems())
        .containsExactly(
            "deployctl.yaml:5:41: `a` uses an output of `b`, which does not come before it | Put"
                + " `a` into a later stage, or add `needs: [b]` within the same one",
            "deployctl.yaml:9:41: `e` uses an output of its own | An output is there only after its"
                + " step has run",
            "deployctl.yaml:10:41: `f` uses an output of `z`, which does not come before it | Put"
                + " `f` into a later stage, or add `needs: [z]` within the same one");
  }

  @Test
  void formerNamesAreNoPresentNames() {
    project.file(
        "deployctl.yaml",
        """
        project: shop
        stages:
          - name: one
            steps:
              - {name: a, exec: {command: [x]}, was: b}
              - {name: b, exec: {command: [x]}, was: c}
              - {name: d, exec: {command: [x]}, was: c}
        """);
    assertThat(project.problems())
        .containsExactly(
            "deployctl.yaml:5:46: this step says that it was `b`, and there is such a step | Remove"
                + " `was`, or rename the other step",
            "deployctl.yaml:7:46: two steps say that they were `c`");
  }

  @Test
  void aProjectFileMustBeThere() {
    assertThat(project.problems())
        .containsExactly("deployctl.yaml: can't read deployctl.yaml: it does not exist");
    assertThatThrownBy(() -> ProjectFinder.find(directory))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            thrown ->
                assertThat(thrown.diagnostics().get(0).hint().orElseThrow())
                    .contains("deployctl init"));
    project.file("deployctl.yaml", "- a\n");
    assertThat(project.problems())
        .containsExactly(
            "deployctl.yaml: deployctl.yaml must be one YAML map | Begin with `project: <name>`");
    assertThat(ProjectFinder.find(directory.resolve("a/b"))).isEqualTo(directory);
  }

  @Test
  void theSchemaKnowsEveryKeyThatAStepCanHave() {
    Field steps =
        ProjectSchema.schema(TestProject.PROVIDERS)
            .field("stages")
            .flatMap(Field::nested)
            .flatMap(stage -> stage.field("steps"))
            .orElseThrow();
    assertThat(steps.nested().orElseThrow().keys())
        .containsExactly("name", "was", "needs", "description", "stateless", "manifests", "exec");
  }
}
