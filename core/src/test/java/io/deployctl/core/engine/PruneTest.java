package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Plan;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PruneTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
          platform/redis helm: Release/redis=1
          apps/api manifests: Deployment/api=v1 Service/api=1
          apps/web manifests: Deployment/web=v1 Service/web=1
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
  void removedObjectIsPrunedAndNothingElse() {
    FakeDeployment less =
        FakeDeployment.of(
            """
            platform/redis helm: Release/redis=1
            apps/api manifests: Deployment/api=v1
            apps/web manifests: Deployment/web=v1 Service/web=1
            """);
    assertThat(Harness.effects(Harness.look(shop.plan(less))))
        .containsExactly("prune: delete Service/api");

    assertThat(shop.apply(less).exit()).isEqualTo(ExitStatus.DONE);

    assertThat(world.acts).containsExactly("delete Service/api");
    assertThat(shop.inventory()).doesNotContain("Service/api").hasSize(4);
    assertThat(shop.record(2, "prune")).isEmpty();
    assertThat(Harness.look(shop.plan(less)).hasChanges()).isFalse();
  }

  @Test
  void renamedStepPlansEmptyAndKeepsItsRecord() {
    FakeDeployment renamed =
        FakeDeployment.of(
            """
            platform/redis helm: Release/redis=1
            apps/shop<api manifests: Deployment/api=v1 Service/api=1
            apps/web manifests: Deployment/web=v1 Service/web=1
            """);

    Plan plan = Harness.look(shop.plan(renamed));

    assertThat(plan.hasChanges()).isFalse();
    assertThat(plan.notes()).isEmpty();
    assertThat(shop.apply(renamed).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).isEmpty();
    assertThat(shop.outcomes(2))
        .containsExactly("redis unchanged", "shop unchanged", "web unchanged");
    assertThat(shop.record(2, "shop").orElseThrow().restoration())
        .isEqualTo(shop.record(1, "api").orElseThrow().restoration());
    assertThat(
            shop.store.read().orElseThrow().inventory().entries().values().stream()
                .filter(entry -> entry.id().name().equals("api")))
        .allSatisfy(entry -> assertThat(entry.step()).hasToString("shop"));
  }

  @Test
  void stepThatMovesToAnotherStagePlansEmpty() {
    FakeDeployment moved =
        FakeDeployment.of(
            """
            platform/redis helm: Release/redis=1
            platform/api manifests: Deployment/api=v1 Service/api=1
            apps/web manifests: Deployment/web=v1 Service/web=1
            """);

    assertThat(Harness.look(shop.plan(moved)).hasChanges()).isFalse();
    assertThat(shop.apply(moved).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.record(2, "api").orElseThrow().stage()).isEqualTo("platform");
  }

  @Test
  void objectThatMovesToAnotherStepStays() {
    FakeDeployment moved =
        FakeDeployment.of(
            """
            platform/redis helm: Release/redis=1
            apps/api manifests: Deployment/api=v1
            apps/web manifests: Deployment/web=v1 Service/web=1 Service/api=1
            """);

    assertThat(Harness.look(shop.plan(moved)).hasChanges()).isFalse();
    assertThat(shop.apply(moved).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).isEmpty();
    assertThat(shop.inventory()).hasSize(5);
  }

  @Test
  void helmStepThatVanishedIsLeftInPlaceAndCarriedForward() {
    FakeDeployment less =
        FakeDeployment.of(
            """
            apps/api manifests: Deployment/api=v2 Service/api=1
            apps/web manifests: Deployment/web=v1 Service/web=1
            """);
    Plan plan = Harness.look(shop.plan(less));

    assertThat(plan.notes()).hasSize(1);
    assertThat(plan.notes().get(0).code()).isEqualTo("step-left-in-place");
    assertThat(plan.notes().get(0).hint())
        .contains("remove it with `deployctl destroy --target redis`");
    shop.apply(less);
    assertThat(world.live).containsKey("Release/redis");
    assertThat(shop.outcomes(2)).contains("redis carried");

    RunResult removed = shop.run(shop.engine().planDestroy(Harness.only("redis")));
    assertThat(removed.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).doesNotContainKey("Release/redis").containsKey("Deployment/api");
    assertThat(shop.outcomes(3)).containsExactly("api carried", "web carried");
    assertThat(Harness.look(shop.plan(less)).notes()).isEmpty();
  }

  @Test
  void sameHelmReleaseUnderAnotherNameIsNotCalledLeft() {
    FakeDeployment same =
        FakeDeployment.of(
            """
            platform/redis helm: Release/redis=1
            apps/api manifests: Deployment/api=v1 Service/api=1
            """);

    assertThat(Harness.look(shop.plan(same)).notes()).isEmpty();
  }

  @Test
  void partialRunPrunesOnlyItsOwnAndCarriesTheOthers() {
    FakeDeployment less =
        FakeDeployment.of(
            """
            platform/redis helm: Release/redis=2
            apps/api manifests: Deployment/api=v2
            apps/web manifests: Deployment/web=v2
            """);

    RunResult result = shop.run(shop.plan(less, "api"));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).containsExactly("update Deployment/api", "delete Service/api");
    assertThat(shop.outcomes(2)).containsExactly("redis carried", "api succeeded", "web carried");
    assertThat(shop.record(2, "web").orElseThrow().restoration())
        .isEqualTo(shop.record(1, "web").orElseThrow().restoration());
  }

  @Test
  void partialRunPlansWhatItsStepsNeed() {
    FakeDeployment needing =
        FakeDeployment.of(
            """
            apps/api manifests ^web: Deployment/api=v2 Service/api=1
            apps/web manifests: Deployment/web=v2 Service/web=1
            """);

    assertThat(Harness.effects(Harness.look(shop.plan(needing, "api"))))
        .containsExactly("web: update Deployment/web", "api: update Deployment/api");
  }

  @Test
  void unknownTargetIsRefusedWithTheNearestName() {
    Engine.Planning.Refused refused = Harness.refused(shop.plan(SHOP, "wbe"));

    assertThat(refused.exit()).isEqualTo(ExitStatus.INVALID);
    assertThat(refused.diagnostics().get(0).hint()).contains("did you mean `web`?");
  }

  @Test
  void partialRunThatWaitsOnAStepOutsideIsRefused() {
    FakeDeployment waiting =
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=1
            apps/api manifests: Deployment/api=$cloud.host
            """);

    assertThat(Harness.refused(shop.plan(waiting, "api")).diagnostics().get(0).hint())
        .contains("add `--target cloud`");
  }

  @Test
  void partialRunUsesOutputsThatTheLastReleaseKept() {
    FakeDeployment waiting =
        FakeDeployment.of(
            """
            infra/cloud terraform: Database/main=1
            apps/api manifests: Deployment/api=$cloud.host Service/api=1
            apps/web manifests: Deployment/web=v1 Service/web=1
            """);
    world
        .step("cloud")
        .output(
            "host",
            io.deployctl.core.value.Value.Scalar.of(
                "h1", new io.deployctl.core.value.Origin.BuiltIn("test")));
    shop.apply(waiting);
    world.live.put("Deployment/api", "moved");

    assertThat(shop.run(shop.plan(waiting, "api")).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsEntry("Deployment/api", "h1");
  }

  @Test
  void emptyRenderIsRefusedUnlessAllowed() {
    FakeDeployment nothing = FakeDeployment.of("apps/api manifests:");

    Engine.Planning.Refused refused = Harness.refused(shop.plan(nothing));

    assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("large-prune");
    assertThat(refused.diagnostics().get(0).hint().orElseThrow()).contains("--allow-large-prune");
    Engine.Planning allowed =
        shop.engine().planDeploy(nothing, new PlanOptions(Set.of(), false, false, true));
    assertThat(shop.run(allowed).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsOnlyKeys("Release/redis");
  }

  @Test
  void moreThanAFifthIsRefusedOnceItIsMoreThanAFew() {
    StringBuilder many = new StringBuilder("apps/api manifests:");
    for (int number = 0; number < 20; number++) {
      many.append(" ConfigMap/c").append(number).append("=1");
    }
    assertThat(shop.apply(FakeDeployment.of(many.toString())).exit()).isEqualTo(ExitStatus.DONE);
    String fifteen = many.substring(0, many.indexOf(" ConfigMap/c15="));
    String sixteen = many.substring(0, many.indexOf(" ConfigMap/c16="));

    assertThat(
            Harness.refused(shop.plan(FakeDeployment.of(fifteen))).diagnostics().get(0).details())
        .hasSize(5);
    assertThat(Harness.effects(Harness.look(shop.plan(FakeDeployment.of(sixteen))))).hasSize(4);
  }

  @Test
  void protectedObjectIsKeptInTheInventory() {
    FakeDeployment withData =
        FakeDeployment.of("apps/api manifests: Deployment/api=v1 PersistentVolumeClaim/data=1");
    shop.apply(withData);
    FakeDeployment without = FakeDeployment.of("apps/api manifests: Deployment/api=v1");

    assertThat(shop.apply(without).exit()).isEqualTo(ExitStatus.DONE);

    assertThat(world.live).containsKey("PersistentVolumeClaim/data");
    assertThat(shop.inventory()).contains("PersistentVolumeClaim/data");
    assertThat(Harness.look(shop.plan(without)).hasChanges()).isFalse();
  }
}
