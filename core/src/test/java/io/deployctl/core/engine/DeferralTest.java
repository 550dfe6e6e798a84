package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeferralTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
          infra/cloud terraform: Database/main=small
          apps/api manifests: ConfigMap/host=$cloud.host Deployment/api=v1
          """);
  private static final Value HOST = Value.Scalar.of("db.example", new Origin.BuiltIn("test"));

  @TempDir Path directory;
  private World world;
  private Harness shop;

  @BeforeEach
  void makeShop() {
    world = new World();
    world.step("cloud").output("host", HOST);
    shop = new Harness(directory, world);
  }

  @Test
  void waitingFieldIsPlannedAgainAndNeedsNoFurtherApproval() {
    Plan plan = Harness.look(shop.plan(SHOP));
    assertThat(plan.stages().get(1).steps().get(0).plan().waitsOn())
        .hasToString("[steps.cloud.outputs.host]");

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsEntry("ConfigMap/host", "db.example");
    assertThat(shop.events.lines()).contains("replanned api: db.example,v1");
    assertThat(shop.approver.questions).containsExactly("plan of deploy");
    assertThat(shop.record(1, "cloud").orElseThrow().outputs())
        .containsEntry("host", Leaf.Literal.of("db.example"));
  }

  @Test
  void outputThatIsCertainAtPlanningLeavesNothingWaiting() {
    shop.apply(SHOP);
    world.step("cloud").outputsKnownAtPlan = true;

    Plan plan = Harness.look(shop.plan(SHOP));

    assertThat(plan.hasChanges()).isFalse();
    assertThat(plan.steps()).allSatisfy(step -> assertThat(step.plan().waitsOn()).isEmpty());
  }

  @Test
  void whatGoesBeyondTheAnnouncedIsAskedFor() {
    world.live.put("ConfigMap/host", "old");
    world.step("cloud").onAct(effect -> world.live.put("Deployment/api", "made by somebody else"));

    RunResult result = shop.apply(SHOP);

    assertThat(shop.approver.questions)
        .containsExactly("plan of deploy", "more of api: [update Deployment/api]");
    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void declinedMoreFailsTheStepBeforeItActs() {
    shop.approver.answerToMore = Approver.Approval.NOBODY_TO_ASK;
    world.step("cloud").onAct(effect -> world.live.put("Deployment/api", "made by somebody else"));

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    Diagnostic told = result.diagnostics().get(0);
    assertThat(told.code()).isEqualTo("beyond-announced");
    assertThat(told.details()).containsExactly("update Deployment shop/api");
    assertThat(world.live).containsEntry("Deployment/api", "made by somebody else");
    assertThat(world.live).doesNotContainKey("ConfigMap/host");
  }

  @Test
  void deferredStepIsPlannedWhenItsNamespaceIsThere() {
    FakeDeployment deployment =
        FakeDeployment.of(
            """
            base/space manifests: Namespace/shop=1
            apps/api manifests: Deployment/api=v1
            """);
    world.step("api").isDeferredUntil("Namespace/shop");
    assertThat(Harness.look(shop.plan(deployment)).stages().get(1).steps().get(0).plan().deferred())
        .contains("waits for Namespace/shop");

    RunResult result = shop.apply(deployment);

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.approver.questions)
        .containsExactly("plan of deploy", "more of api: [create Deployment/api]");
    assertThat(shop.inventory()).contains("Deployment/api");
    assertThat(Harness.look(shop.plan(deployment)).hasChanges()).isFalse();
  }

  @Test
  void stepThatStillCanNotBePlannedWhenItIsDueFails() {
    world.step("api").isDeferredUntil("Namespace/never");

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).contains("still-waiting");
  }

  @Test
  void nothingIsPrunedWhileAStepCanNotTellWhatItWillOwn() {
    world.calmDown();
    FakeDeployment both = FakeDeployment.of("apps/api manifests: ConfigMap/a=1 ConfigMap/b=1");
    shop.apply(both);
    world.step("api").claimsIncomplete = true;
    FakeDeployment one = FakeDeployment.of("apps/api manifests: ConfigMap/a=2");

    Plan plan = Harness.look(shop.plan(one));

    assertThat(plan.notes()).extracting(Diagnostic::code).containsExactly("nothing-pruned");
    shop.apply(one);
    assertThat(world.live).containsKey("ConfigMap/b");
    assertThat(shop.inventory()).contains("ConfigMap/b");
    world.calmDown();
    shop.apply(one);
    assertThat(world.live).doesNotContainKey("ConfigMap/b");
  }

  @Test
  void outputThatNobodyMakesIsAnErrorWithTheNearestName() {
    FakeDeployment typo =
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=small
            apps/api manifests: ConfigMap/host=$cloud.hots
            """);

    Diagnostic told = Harness.refused(shop.plan(typo)).diagnostics().get(0);

    assertThat(told.code()).isEqualTo("unknown-output");
    assertThat(told.hint()).contains("did you mean `host`?");
  }

  @Test
  void stepBehindARefusedOneIsLeftOutQuietly() {
    world.step("cloud").refuses("wrong credentials");

    assertThat(Harness.refused(shop.plan(SHOP)).diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly("wrong credentials");
  }

  @Test
  void secretOutputIsKeptAsATagOnly() throws Exception {
    world.step("cloud").outputs.clear();
    world
        .step("cloud")
        .output("host", new Value.Secret(new SecretText("hunter2-marker"), true, Set.of()));

    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);

    assertThat(shop.record(1, "cloud").orElseThrow().outputs().get("host"))
        .isInstanceOf(Leaf.Sensitive.class);
    assertThat(shop.release(1).toString()).doesNotContain("hunter2");
    List<Path> files;
    try (java.util.stream.Stream<Path> all = java.nio.file.Files.walk(directory)) {
      files = all.filter(java.nio.file.Files::isRegularFile).toList();
    }
    for (Path file : files) {
      assertThat(java.nio.file.Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain("hunter2-marker");
    }
  }

  @Test
  void listOutputTellsOnlyWhetherItChanged() {
    Value one = new Value.Sequence(List.of(HOST), Set.of());
    Value two = new Value.Sequence(List.of(HOST, HOST), Set.of());
    io.deployctl.core.value.Tagger tagger = new io.deployctl.core.value.Tagger(new byte[32]);

    assertThat(OutputLeaves.leaf(one, tagger)).isEqualTo(OutputLeaves.leaf(one, tagger));
    assertThat(OutputLeaves.leaf(one, tagger)).isNotEqualTo(OutputLeaves.leaf(two, tagger));
  }

  @Test
  void claimOfAnotherStepsObjectIsNoticedWhenAStepIsPlannedAgain() {
    Claims claims =
        new Claims(
            java.util.Map.of(
                new ResourceId("", "ConfigMap", "shop", "a"),
                new io.deployctl.core.model.StepId("one")));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                claims.claim(
                    new io.deployctl.core.model.StepId("two"),
                    Set.of(new ResourceId("", "ConfigMap", "shop", "a"))))
        .hasMessage("steps `one` and `two` both want to own ConfigMap shop/a");
  }
}
