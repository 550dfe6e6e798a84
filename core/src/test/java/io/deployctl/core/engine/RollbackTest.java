package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RollbackTest {
  private static final FakeDeployment ONE =
      FakeDeployment.of(
          """
          infra/cloud terraform: Database/main=small
          platform/redis helm*: Release/redis=1
          apps/api manifests: Deployment/api=v1 ConfigMap/old=1
          verify/ready health: Deployment/api=ready
          """);
  private static final FakeDeployment TWO =
      FakeDeployment.of(
          """
          infra/cloud terraform: Database/main=large
          platform/redis helm*: Release/redis=2
          platform/kafka helm: Release/kafka=1
          apps/api manifests: Deployment/api=v2 ConfigMap/new=1
          verify/ready health: Deployment/api=ready
          """);

  @TempDir Path directory;
  private World world;
  private Harness shop;

  @BeforeEach
  void makeShop() {
    world = new World();
    shop = new Harness(directory, world);
    assertThat(shop.apply(ONE).exit()).isEqualTo(ExitStatus.DONE);
  }

  private void applyTwo() {
    assertThat(shop.apply(TWO).exit()).isEqualTo(ExitStatus.DONE);
    world.acts.clear();
    shop.events.clear();
  }

  private Engine.Planning planRollback(Optional<Integer> to) {
    return shop.engine().planRollback(to, PlanOptions.DEFAULT);
  }

  @Test
  void rollbackRestoresInOrderAndDeletesLast() {
    applyTwo();

    RunResult result = shop.run(planRollback(Optional.empty()));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts)
        .containsExactly(
            "update Release/redis",
            "create ConfigMap/old",
            "update Deployment/api",
            "read Deployment/api",
            "delete Release/kafka",
            "delete ConfigMap/new");
    assertThat(world.live)
        .containsEntry("Database/main", "large")
        .containsEntry("Release/redis", "1")
        .containsEntry("Deployment/api", "v1")
        .containsEntry("ConfigMap/old", "1")
        .doesNotContainKeys("Release/kafka", "ConfigMap/new");
    assertThat(shop.history()).containsExactly("1 superseded", "2 rolled-back", "3 deployed");
    Release three = shop.release(3);
    assertThat(three.rollbackOf()).contains(1);
    assertThat(three.mode()).isEqualTo(PlanMode.ROLLBACK);
    assertThat(three.configDigest()).isEqualTo(shop.release(1).configDigest());
    assertThat(three.steps())
        .extracting(StepRecord::step)
        .hasToString("[cloud, redis, api, ready]");
  }

  @Test
  void rollbackIsProvenByAnEmptyDiffAgainstTheRelease() {
    applyTwo();
    shop.run(planRollback(Optional.of(1)));

    Plan drift = Harness.look(shop.engine().planDrift(PlanOptions.DEFAULT));

    assertThat(Harness.effects(drift).stream().filter(e -> !e.startsWith("cloud"))).isEmpty();
  }

  @Test
  void infrastructureIsLeftAndSaidToBe() {
    applyTwo();

    Plan plan = Harness.look(planRollback(Optional.of(1)));

    assertThat(plan.notes()).extracting(Diagnostic::code).containsExactly("left-as-is");
    assertThat(plan.notes().get(0).summary()).contains("`cloud`");
  }

  @Test
  void rollbackNeedsNoProjectAndWorksForAnotherProcess() {
    applyTwo();
    Harness laptop = shop.another();

    assertThat(laptop.run(laptop.engine().planRollback(Optional.of(1), PlanOptions.DEFAULT)).exit())
        .isEqualTo(ExitStatus.DONE);
  }

  @Test
  void configurationRolledBackFromIsHeldBackUntilSaidOtherwise() {
    applyTwo();
    shop.run(planRollback(Optional.empty()));

    Engine.Planning.Refused refused = Harness.refused(shop.plan(TWO));
    assertThat(refused.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(refused.diagnostics().get(0).code()).isEqualTo("held-back");
    assertThat(refused.diagnostics().get(0).summary()).contains("release 2, by ana@laptop");
    assertThat(refused.diagnostics().get(0).hint().orElseThrow()).contains("--release-hold");

    Engine.Planning released =
        shop.engine().planDeploy(TWO, new PlanOptions(Set.of(), true, false, false));
    assertThat(shop.run(released).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.store.read().orElseThrow().hold()).isEmpty();
    assertThat(shop.plan(TWO)).isInstanceOf(Engine.Planning.Ready.class);
  }

  @Test
  void anotherConfigurationLiftsTheHold() {
    applyTwo();
    shop.run(planRollback(Optional.empty()));
    shop.apply(FakeDeployment.of("apps/api manifests: Deployment/api=v3"));

    assertThat(shop.store.read().orElseThrow().hold()).isEmpty();
  }

  private void rollBackFromOtherFiles() {
    shop.apply(FakeDeployment.of("apps/api manifests: Deployment/api=good").withValues("same"));
    shop.apply(FakeDeployment.of("apps/api manifests: Deployment/api=bad").withValues("same"));
    shop.run(planRollback(Optional.empty()));
  }

  @Test
  void holdsBackFilesWhereTheValuesAreTheSame() {
    rollBackFromOtherFiles();

    FakeDeployment again = FakeDeployment.of("apps/api manifests: Deployment/api=bad");

    assertThat(Harness.refused(shop.plan(again.withValues("same"))).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("held-back");
  }

  @Test
  void otherFilesLiftTheHold() {
    rollBackFromOtherFiles();

    FakeDeployment mended = FakeDeployment.of("apps/api manifests: Deployment/api=mended");

    assertThat(shop.apply(mended.withValues("same")).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.store.read().orElseThrow().hold()).isEmpty();
  }

  @Test
  void rollingBackToTheSameFilesAndValuesHoldsNothingBack() {
    FakeDeployment same = FakeDeployment.of("apps/api manifests: Deployment/api=good");
    shop.apply(same);
    shop.apply(FakeDeployment.of("apps/api manifests: Deployment/api=other"));
    shop.run(planRollback(Optional.empty()));
    shop.run(planRollback(Optional.of(2)));

    assertThat(shop.store.read().orElseThrow().hold().orElseThrow().release()).isEqualTo(3);
    assertThat(shop.apply(same).exit()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void secondRollbackGoesFurtherBackAndNotInCircles() {
    applyTwo();
    shop.run(planRollback(Optional.empty()));

    assertThat(Harness.refused(planRollback(Optional.empty())).diagnostics().get(0).code())
        .isEqualTo("nothing-to-roll-back-to");
  }

  @Test
  void rollbackAfterAFailureGoesToTheDeployedRelease() {
    world.step("api").failsAtAct(1);
    assertThat(shop.apply(TWO).exit()).isEqualTo(ExitStatus.FAILED);
    world.calmDown();

    RunResult result = shop.run(planRollback(Optional.empty()));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsEntry("Release/redis", "1").doesNotContainKey("Release/kafka");
    assertThat(shop.history()).containsExactly("1 superseded", "2 rolled-back", "3 deployed");
  }

  @Test
  void releaseThatIsNotThereOrNeverWasWholeIsRefused() {
    world.step("api").failsAtAct(1);
    shop.apply(TWO);

    assertThat(Harness.refused(planRollback(Optional.of(9))).diagnostics().get(0).hint())
        .contains("these can be gone back to: 1");
    assertThat(Harness.refused(planRollback(Optional.of(2))).diagnostics().get(0).code())
        .isEqualTo("release-not-deployed");
  }

  @Test
  void changedContentOfAReleaseIsRefused() throws Exception {
    applyTwo();
    String digest =
        shop.record(1, "api")
            .orElseThrow()
            .restoration()
            .orElseThrow()
            .get("objects")
            .digest()
            .hex();
    Files.writeString(
        directory.resolve("state/content").resolve(digest + ".sealed"), "something else");

    Engine.Planning.Refused refused = Harness.refused(planRollback(Optional.of(1)));

    assertThat(refused.diagnostics().get(0).code()).isEqualTo("content-not-authentic");
    assertThat(world.acts).isEmpty();
  }

  @Test
  void renamedStepIsTheSameStepForARollback() {
    shop.apply(
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=small
            platform/redis helm*: Release/redis=2
            apps/shop<api manifests: Deployment/api=v2 ConfigMap/old=1
            verify/ready health: Deployment/api=ready
            """));
    world.acts.clear();

    assertThat(shop.run(planRollback(Optional.of(1))).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts)
        .containsExactly("update Release/redis", "update Deployment/api", "read Deployment/api");
    assertThat(shop.release(3).steps())
        .extracting(StepRecord::step)
        .hasToString("[cloud, redis, api, ready]");
  }

  @Test
  void stepThatHadNothingIsEmptyAgainAndStaysSo() {
    Harness fresh = new Harness(directory.resolve("fresh"), world);
    fresh.apply(FakeDeployment.of("apps/api manifests:\napps/web manifests: Deployment/web=1"));
    fresh.apply(
        FakeDeployment.of(
            "apps/api manifests: ConfigMap/extra=1\napps/web manifests: Deployment/web=1"));

    Engine.Planning back = fresh.engine().planRollback(Optional.of(1), PlanOptions.DEFAULT);

    assertThat(fresh.run(back).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).doesNotContainKey("ConfigMap/extra");
    assertThat(fresh.record(3, "api").orElseThrow().restoration()).isEmpty();
  }

  @Test
  void stepThatLosesItsLastObjectIsNotRestoredWithIt() {
    Harness fresh = new Harness(directory.resolve("fresh"), world);
    fresh.apply(
        FakeDeployment.of(
            "apps/api manifests: ConfigMap/extra=1\napps/web manifests: Deployment/web=1"));
    fresh.apply(FakeDeployment.of("apps/api manifests:\napps/web manifests: Deployment/web=1"));

    assertThat(fresh.record(2, "api").orElseThrow().restoration()).isEmpty();
    Plan drift = Harness.look(fresh.engine().planDrift(PlanOptions.DEFAULT));
    assertThat(drift.hasChanges()).isFalse();
    assertThat(drift.notes()).isEmpty();
  }

  @Test
  void restoredConfigurationIsUnchangedWhenItIsAppliedAgain() {
    applyTwo();
    shop.run(planRollback(Optional.of(1)));
    shop.apply(
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=large
            platform/redis helm*: Release/redis=1
            apps/api manifests: Deployment/api=v1 ConfigMap/old=1
            verify/ready health: Deployment/api=ready
            """));

    assertThat(shop.outcomes(4))
        .containsExactly("cloud unchanged", "redis unchanged", "api unchanged", "ready succeeded");
  }

  @Test
  void partialRollbackTouchesNothingElse() {
    applyTwo();

    shop.run(shop.engine().planRollback(Optional.of(1), Harness.only("redis")));

    assertThat(world.acts).containsExactly("update Release/redis");
    assertThat(shop.outcomes(3))
        .containsExactly(
            "cloud carried", "redis succeeded", "api carried", "ready carried", "kafka carried");
  }

  @Test
  void failedRunRollsItselfBackWhereThatIsAskedFor() {
    world.step("ready").failingCheck = true;

    world
        .step("ready")
        .onAct(
            effect ->
                world.step("ready").failingCheck = world.live.get("Deployment/api").equals("v2"));
    RunResult result = shop.apply(two().rollingBack());

    assertThat(result.exit()).isEqualTo(ExitStatus.ROLLED_BACK);
    assertThat(world.live)
        .containsEntry("Deployment/api", "v1")
        .containsEntry("Release/redis", "1")
        .containsEntry("ConfigMap/old", "1")
        .containsEntry("Database/main", "large")
        .containsEntry("Release/kafka", "1")
        .doesNotContainKey("ConfigMap/new");
    assertThat(shop.history()).containsExactly("1 superseded", "2 rolled-back", "3 deployed");
    assertThat(shop.events.lines()).contains("rollback to 1").endsWith("end 3 deployed 4");
    assertThat(Harness.codes(result))
        .containsExactly("act-failed", "left-as-is", "left-as-is", "rolled-back");
    assertThat(shop.outcomes(3)).contains("kafka carried", "cloud carried");
    assertThat(Harness.refused(shop.plan(two())).diagnostics().get(0).code())
        .isEqualTo("held-back");
    assertThat(shop.approver.questions).hasSize(2);
  }

  @Test
  void automaticRollbackKeepsWhatHoldsData() {
    FakeDeployment withData =
        FakeDeployment.of(
                """
                infra/cloud terraform: Database/main=small
                platform/redis helm*: Release/redis=1
                apps/api manifests: Deployment/api=v2 PersistentVolumeClaim/data=1 ConfigMap/old=1
                verify/ready health: Deployment/api=ready
                """)
            .rollingBack();
    world.step("prune").oneWay = true;
    world.step("ready").failingCheck = true;
    world
        .step("ready")
        .onAct(
            effect ->
                world.step("ready").failingCheck = world.live.get("Deployment/api").equals("v2"));

    RunResult result = shop.apply(withData);

    assertThat(result.exit()).isEqualTo(ExitStatus.ROLLED_BACK);
    assertThat(world.live).containsEntry("Deployment/api", "v1");
    assertThat(world.live).containsKey("PersistentVolumeClaim/data");
    assertThat(shop.inventory()).contains("PersistentVolumeClaim/data");
    assertThat(result.diagnostics())
        .extracting(Diagnostic::summary)
        .contains("PersistentVolumeClaim shop/data stays: deleting it could not be undone");
  }

  @Test
  void automaticRollbackThatFailsSaysSo() {
    world.step("ready").failingCheck = true;

    RunResult result = shop.apply(two().rollingBack());

    assertThat(result.exit()).isEqualTo(ExitStatus.ROLLBACK_FAILED);
    assertThat(Harness.codes(result)).endsWith("rollback-failed");
    assertThat(shop.history()).containsExactly("1 deployed", "2 failed", "3 failed");
  }

  @Test
  void firstRunHasNothingToRollBackTo(@TempDir Path elsewhere) {
    World empty = new World();
    Harness first = new Harness(elsewhere, empty);
    empty.step("api").failsAtAct(2);

    RunResult result = first.apply(two().rollingBack());

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    Diagnostic told = result.diagnostics().get(result.diagnostics().size() - 1);
    assertThat(told.code()).isEqualTo("nothing-to-roll-back-to");
    assertThat(told.details()).contains("ConfigMap shop/new", "Release shop/redis");
  }

  @Test
  void stoppedRunIsNotRolledBack() {
    world.step("api").onAct(effect -> shop.cancellation.stop());

    RunResult result = shop.apply(two().rollingBack());

    assertThat(result.exit()).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(shop.history()).containsExactly("1 deployed", "2 failed");
  }

  private static FakeDeployment two() {
    return FakeDeployment.of(
        """
        infra/cloud terraform: Database/main=large
        platform/redis helm*: Release/redis=2
        platform/kafka helm: Release/kafka=1
        apps/api manifests: Deployment/api=v2 ConfigMap/new=1
        verify/ready health: Deployment/api=ready
        """);
  }
}
