package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DestroyAndDriftTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
          infra/cloud terraform: Database/main=small
          platform/redis helm: Release/redis=1
          apps/api manifests ^base: Deployment/api=v1
          apps/base manifests: ConfigMap/a=1
          verify/ready health: Deployment/api=ready
          """);

  @TempDir Path directory;
  private World world;
  private Harness shop;

  @BeforeEach
  void makeShop() {
    world = new World();
    shop = new Harness(directory, world);
    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);
    world.acts.clear();
    shop.events.clear();
  }

  @Test
  void destroyGoesBackwardsAndLeavesNothing() {
    Plan plan = Harness.look(shop.engine().planDestroy(PlanOptions.DEFAULT));
    assertThat(Harness.effects(plan))
        .containsExactly(
            "api: delete Deployment/api",
            "base: delete ConfigMap/a",
            "redis: delete Release/redis",
            "cloud: delete Database/main");
    assertThat(plan.protectedEnvironment()).isTrue();

    RunResult result = shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(result.release()).isEmpty();
    assertThat(world.acts)
        .containsExactly(
            "delete Deployment/api",
            "delete ConfigMap/a",
            "delete Release/redis",
            "delete Database/main");
    assertThat(directory.resolve("state")).doesNotExist();
    assertThat(shop.store.read()).isEmpty();
  }

  @Test
  void destroyingNothingIsDone() {
    shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT));

    RunResult again = shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT));

    assertThat(again.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(directory.resolve("state")).doesNotExist();
  }

  @Test
  void failedDestroyGoesOnWhereItStopped() {
    world.step("redis").failsAtAct(1);
    RunResult failed = shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT));
    assertThat(failed.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(world.live).containsOnlyKeys("Database/main", "Release/redis");
    assertThat(shop.history()).containsExactly("1 deployed", "2 failed");
    world.calmDown();

    assertThat(shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT)).exit())
        .isEqualTo(ExitStatus.DONE);
    assertThat(world.live).isEmpty();
    assertThat(shop.store.read()).isEmpty();
  }

  @Test
  void protectedObjectStaysAndTheStateWithIt() {
    shop.apply(
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=small
            platform/redis helm: Release/redis=1
            apps/api manifests ^base: Deployment/api=v1 PersistentVolumeClaim/data=1
            apps/base manifests: ConfigMap/a=1
            """));

    RunResult result = shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    Diagnostic told = result.diagnostics().get(0);
    assertThat(told.code()).isEqualTo("not-everything-gone");
    assertThat(told.details()).containsExactly("PersistentVolumeClaim shop/data");
    assertThat(shop.inventory()).containsExactly("PersistentVolumeClaim/data");
    assertThat(world.live).containsOnlyKeys("PersistentVolumeClaim/data");

    world.live.clear();
    assertThat(shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT)).release()).isEmpty();
    assertThat(shop.store.read()).isEmpty();
  }

  @Test
  void applyAfterADestroyIsAFirstRun() {
    shop.run(shop.engine().planDestroy(PlanOptions.DEFAULT));

    Plan plan = Harness.look(shop.plan(SHOP));
    assertThat(plan.firstRun()).isTrue();
    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.history()).containsExactly("1 deployed");
  }

  @Test
  void planOfADestroyedEnvironmentIsStale() {
    Engine.Planning early = shop.plan(FakeDeployment.of("apps/base manifests: ConfigMap/a=2"));
    Harness other = shop.another();
    other.alone = false;
    other.run(other.engine().planDestroy(PlanOptions.DEFAULT));

    RunResult result =
        shop.engine()
            .run(((Engine.Planning.Ready) early).prepared(), shop.approver, RunOptions.DEFAULT);

    assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
    assertThat(world.live).isEmpty();
    assertThat(directory.resolve("state")).doesNotExist();
  }

  @Test
  void driftNamesWhatMovedAndChangesNothing() {
    world.live.put("Deployment/api", "edited by hand");
    world.live.remove("ConfigMap/a");

    Engine.Planning planning = shop.engine().planDrift(PlanOptions.DEFAULT);

    assertThat(Harness.effects(Harness.look(planning)))
        .containsExactly("base: create ConfigMap/a", "api: update Deployment/api");
    RunResult refused = shop.run(shop.engine().planDrift(PlanOptions.DEFAULT));
    assertThat(refused.exit()).isEqualTo(ExitStatus.INVALID);
    assertThat(world.acts).isEmpty();
  }

  @Test
  void stepThatCanNotBeComparedIsANote() {
    world.step("cloud").refuses("no state");

    Plan plan = Harness.look(shop.engine().planDrift(PlanOptions.DEFAULT));

    assertThat(plan.notes()).extracting(Diagnostic::code).containsExactly("not-compared");
    assertThat(plan.hasChanges()).isFalse();
  }

  @Test
  void driftComparesWithTheDeployedReleaseAndNotWithAFailedOne() {
    world.step("api").failsAtAct(1);
    shop.apply(
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=small
            platform/redis helm: Release/redis=2
            apps/api manifests: Deployment/api=v2
            """));
    world.calmDown();

    assertThat(Harness.effects(Harness.look(shop.engine().planDrift(PlanOptions.DEFAULT))))
        .containsExactly("redis: update Release/redis");
  }

  @Test
  void stateOfAnotherProjectIsRefused(@TempDir Path elsewhere) {
    Harness other = new Harness(elsewhere, world);
    new io.deployctl.core.store.DirectoryEnvironmentStore(elsewhere.resolve("state"))
        .initialise(
            new io.deployctl.core.release.EnvironmentIdentity("blog", "production", "u"),
            io.deployctl.core.store.EnvironmentKey.random());

    Engine.Planning.Refused refused = Harness.refused(other.plan(SHOP));

    assertThat(refused.exit()).isEqualTo(ExitStatus.INVALID);
    assertThat(refused.diagnostics().get(0).code()).isEqualTo("foreign-state");
  }
}
