package io.deployctl.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.value.Leaf;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanQueryTest {
  private static final Plan PLAN =
      plan(
          object(
              "Deployment",
              "api",
              "spec.replicas",
              "spec.template.spec.containers[api].image",
              "metadata.annotations[example.com/team]"),
          object("Deployment", "web", "spec.replicas"),
          object("ConfigMap", "settings", "data[app.properties]"),
          Effect.of("release", Verb.UPDATE, "release cache")
              .withChanges(
                  Stream.of("Deployment shop/cache spec.paused", "Service shop/cache spec.type")
                      .map(PlanQueryTest::field)
                      .toList()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Deployment shop/api spec.template.spec.containers[api].image",
        "deployment api spec.template.spec.containers[0].image",
        "api containers[api].image",
        "containers.0.image",
        "image",
        "spec.template",
        "main api image"
      })
  void oneFieldCanBeCalledManyWays(String text) {
    PlannedChange found = new PlanQuery(PLAN, text).find();

    assertThat(found.address()).isEqualTo("Deployment shop/api");
    assertThat(found.fields())
        .extracting(FieldChange::path)
        .containsExactly("spec.template.spec.containers[api].image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"metadata.annotations.example.com/team", "example.com/team", "api annotations"})
  void keysWithDotsAreFoundToo(String text) {
    assertThat(new PlanQuery(PLAN, text).find().fields())
        .extracting(FieldChange::path)
        .containsExactly("metadata.annotations[example.com/team]");
  }

  @Test
  void objectAloneIsAllOfItsFields() {
    PlannedChange found = new PlanQuery(PLAN, "deployment api").find();

    assertThat(found.fields()).hasSize(3);
    assertThat(found.place().step()).isEqualTo("main");
  }

  @Test
  void objectOfAReleaseIsFoundByItsOwnName() {
    PlannedChange found = new PlanQuery(PLAN, "Deployment cache spec.paused").find();

    assertThat(found.address()).isEqualTo("Deployment shop/cache");
    assertThat(found.path(found.fields().get(0))).isEqualTo("spec.paused");
  }

  @Test
  void fieldOfSeveralObjectsListsThem() {
    Diagnostic told = refusal("spec.replicas");

    assertThat(told.code()).isEqualTo("ambiguous-name");
    assertThat(told.details())
        .containsExactly("Deployment shop/api spec.replicas", "Deployment shop/web spec.replicas");
  }

  @Test
  void unknownFieldSuggestsTheNearest() {
    Diagnostic told = refusal("Deployment shop/web spec.replica");

    assertThat(told.code()).isEqualTo("unknown-name");
    assertThat(told.hint()).contains("Did you mean `Deployment shop/web spec.replicas`?");
  }

  @Test
  void planWithoutChangesSaysSo() {
    assertThatThrownBy(() -> new PlanQuery(plan(), "anything").find())
        .isInstanceOfSatisfying(
            DeployctlException.class,
            refused ->
                assertThat(refused.diagnostics().get(0).details())
                    .containsExactly("the plan changes nothing at all"));
  }

  private static Diagnostic refusal(String text) {
    try {
      new PlanQuery(PLAN, text).find();
    } catch (DeployctlException refused) {
      return refused.diagnostics().get(0);
    }
    throw new AssertionError("`" + text + "` was found");
  }

  private static Effect object(String kind, String name, String... paths) {
    ResourceId id = new ResourceId("apps", kind, "shop", name);
    return new Effect(
        "update:" + id,
        Verb.UPDATE,
        id.address(),
        Optional.of(id),
        Stream.of(paths).map(PlanQueryTest::field).toList(),
        Undo.REVERSIBLE,
        Optional.empty(),
        Set.of(),
        true,
        List.of());
  }

  private static FieldChange field(String path) {
    return new FieldChange(
        path, Optional.of(Leaf.Literal.of(1)), Optional.of(Leaf.Literal.of(2)), Optional.empty());
  }

  private static Plan plan(Effect... effects) {
    StepPlan step =
        new StepPlan(
            new StepId("main"),
            "manifests",
            1,
            new TreeMap<>(),
            List.of(effects),
            Set.of(),
            true,
            Set.of(),
            Optional.empty(),
            Map.of(),
            Digest.of("inputs"));
    PlannedStep planned =
        new PlannedStep(new StepId("main"), Optional.empty(), Set.of(), "", false, step, List.of());
    return new Plan(
        new RunId("20260304-102030-4f2a"),
        PlanMode.DEPLOY,
        "shop",
        "dev",
        "0b9d3c4e-1111-4222-8333-444455556666",
        true,
        false,
        "shop",
        Optional.empty(),
        Instant.EPOCH,
        Digest.of("configuration"),
        Optional.empty(),
        Optional.empty(),
        FailurePolicy.STOP,
        List.of(),
        Map.of(),
        Map.of(),
        List.of(new PlannedStage("app", List.of(planned))),
        List.of(),
        List.of());
  }
}
