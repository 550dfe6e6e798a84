package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Content;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.Recipe;
import io.deployctl.core.planfile.SealedPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is put into a file by one command and applied by another. */
final class SealedPlanTest {
  private static final FakeDeployment ONE =
      FakeDeployment.of(
          """
          platform/redis helm: Release/redis=1
          apps/api manifests: Deployment/api=v1 ConfigMap/settings=a
          verify/ready health: Deployment/api=ready
          """);
  private static final FakeDeployment TWO =
      FakeDeployment.of(
          """
          platform/redis helm: Release/redis=1
          apps/api manifests: Deployment/api=v2 ConfigMap/settings=a
          verify/ready health: Deployment/api=ready
          """);

  @TempDir Path directory;
  private World world;
  private Harness shop;

  @BeforeEach
  void makeShop() {
    world = new World();
    shop = new Harness(directory, world);
  }

  private byte[] seal(FakeDeployment deployment, Duration validFor) {
    Engine.Planning planning = shop.plan(deployment);
    try (Engine.PreparedPlan prepared = ((Engine.Planning.Ready) planning).prepared()) {
      return shop.engine()
          .seal(
              prepared,
              new SealOptions(
                  new PlanFileHead.Place(List.of(), "shop", "shop-deploy", Optional.empty(), true),
                  new Recipe(Map.of(), List.of(), false, Map.of()),
                  Content.sealed("files".getBytes(StandardCharsets.UTF_8)),
                  PlanOptions.DEFAULT,
                  validFor));
    }
  }

  private byte[] seal(FakeDeployment deployment) {
    return seal(deployment, Duration.ofHours(1));
  }

  private Engine.Planning open(byte[] file, FakeDeployment deployment) {
    SealedPlan plan = PlanFile.read(file).open(shop.store.key());
    return shop.engine().planSealed(plan, deployment, false);
  }

  private List<String> refusal(Engine.Planning planning) {
    Engine.Planning.Refused refused = Harness.refused(planning);
    assertThat(refused.exit()).isEqualTo(ExitStatus.STALE);
    assertThat(shop.providers).allSatisfy(p -> assertThat(p.openSessions()).isZero());
    return refused.diagnostics().stream().map(d -> d.summary() + " " + d.details()).toList();
  }

  @Test
  void firstPlanIsSealedAndAppliedAsItWas() {
    byte[] file = seal(ONE);
    assertThat(world.acts).isEmpty();
    shop = shop.another();

    RunResult result = shop.run(open(file, ONE));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live)
        .containsEntry("Deployment/api", "v1")
        .containsEntry("Release/redis", "1");
    assertThat(shop.history()).containsExactly("1 deployed");
  }

  @Test
  void whatIsRunIsWhatWasSealed() {
    shop.apply(ONE);
    byte[] file = seal(TWO);
    SealedPlan sealed = PlanFile.read(file).open(shop.store.key());

    Engine.Planning planning = open(file, TWO);

    assertThat(Harness.look(planning).steps().map(step -> step.plan()).toList())
        .containsExactlyElementsOf(sealed.steps().stream().map(step -> step.plan()).toList());
  }

  @Test
  void objectThatMovedIsNamedWithItsFields() {
    shop.apply(ONE);
    byte[] file = seal(TWO);
    world.acts.clear();
    world.live.put("Deployment/api", "edited");
    world.live.put("ConfigMap/settings", "edited too");

    assertThat(refusal(open(file, TWO)))
        .containsExactlyInAnyOrder(
            "ConfigMap shop/settings is not as the plan found it: it would be updated now as well"
                + " [text: is `edited too` now, where `a` was planned]",
            "Deployment shop/api is not as the plan found it [text: was `v1`, is `edited` now]");
    assertThat(world.acts).isEmpty();
  }

  @Test
  void whatIsDoneAlreadyMovedToo() {
    shop.apply(ONE);
    byte[] file = seal(TWO);
    world.live.put("Deployment/api", "v2");

    assertThat(refusal(open(file, TWO)))
        .containsExactly(
            "Deployment shop/api is not as the plan found it: there is nothing left to update []");
  }

  @Test
  void releaseInBetweenMakesItStale() {
    shop.apply(ONE);
    byte[] file = seal(TWO);
    shop.apply(TWO);

    assertThat(refusal(open(file, TWO)))
        .containsExactly(
            "the environment moved since the plan was made: it was at release 1, and is at"
                + " release 2 now []");
  }

  @Test
  void otherContentOfTheProjectMakesItStale() {
    shop.apply(ONE);
    byte[] file = seal(TWO);

    assertThat(refusal(open(file, ONE)))
        .containsExactly("the project's values are not those that were planned with []");
  }

  @Test
  void expiredPlanIsRefused() {
    shop.apply(ONE);
    byte[] file = seal(TWO, Duration.ofSeconds(-1));

    assertThat(refusal(open(file, TWO)))
        .containsExactly(
            "the plan has expired [made at 2026-01-02T03:04:05Z by ana@laptop, valid until"
                + " 2026-01-02T03:04:04Z]");
  }

  @Test
  void whatCannotBePlannedAnyMoreIsStale() {
    shop.apply(ONE);
    byte[] file = seal(TWO);
    world.step("api").refusal = Optional.of("the server went away");

    assertThat(refusal(open(file, TWO)))
        .containsExactly(
            "what the plan holds can't be planned any more []", "the server went away []");
  }
}
