package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.spi.AdoptionRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
          base/cloud terraform: Network/n=1
          base/config manifests: ConfigMap/a=new ConfigMap/b=2
          apps/api manifests: Deployment/api=v2
          """);

  @TempDir Path directory;
  private final World world = new World();
  private Harness shop;

  @BeforeEach
  void foundSomethingRunning() {
    shop = new Harness(directory, world);
    world.live.put("ConfigMap/a", "old");
    world.live.put("ConfigMap/b", "2");
    world.strangers.addAll(List.of("ConfigMap/a", "ConfigMap/b"));
  }

  @Test
  void adoptingTakesOverAsItIsAndRunsNothingElse() {
    Engine.Planning planning = adopt(AdoptionRules.DEFAULT);
    assertThat(Harness.look(planning).mode()).isEqualTo(PlanMode.ADOPT);

    RunResult result = shop.run(adopt(AdoptionRules.DEFAULT));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).containsExactlyInAnyOrder("adopt ConfigMap/a", "adopt ConfigMap/b");
    assertThat(world.live).containsEntry("ConfigMap/a", "old").doesNotContainKey("Network/n");
    assertThat(shop.inventory()).containsExactlyInAnyOrder("ConfigMap/a", "ConfigMap/b");
    assertThat(shop.release(1).mode()).isEqualTo(PlanMode.ADOPT);
    assertThat(shop.release(1).steps())
        .extracting(record -> record.step().name())
        .containsExactly("config");
  }

  @Test
  void firstDeploymentCanBeRolledBackToWhatRanBefore() {
    shop.run(adopt(AdoptionRules.DEFAULT));
    shop.apply(SHOP);
    assertThat(world.live).containsEntry("ConfigMap/a", "new").containsKey("Deployment/api");

    RunResult back = shop.run(shop.engine().planRollback(Optional.of(1), PlanOptions.DEFAULT));

    assertThat(back.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsEntry("ConfigMap/a", "old").doesNotContainKey("Deployment/api");
    assertThat(Harness.refused(shop.plan(SHOP)).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("held-back");
  }

  @Test
  void whatCanNotBeTakenOverIsToldAndTheRestIsTaken() {
    world.guarded.add("ConfigMap/a");

    List<Verdict> verdicts =
        Harness.look(adopt(AdoptionRules.DEFAULT))
            .steps()
            .map(PlannedStep::verdicts)
            .flatMap(List::stream)
            .toList();
    RunResult result = shop.run(adopt(AdoptionRules.DEFAULT));

    assertThat(verdicts)
        .extracting(Verdict::kind)
        .containsExactlyInAnyOrder(Verdict.Kind.REFUSED, Verdict.Kind.ABSENT);
    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).containsExactly("adopt ConfigMap/b");
  }

  @Test
  void namedObjectThatCanNotBeTakenOverRefusesThePlan() {
    world.guarded.add("ConfigMap/a");

    Engine.Planning.Refused refused = Harness.refused(adopt(named("configmap/a", "configmap/b")));

    assertThat(refused.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(refused.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("owned-by-others");
    assertThat(refused.diagnostics().get(0).hint()).contains("ask him");
  }

  @Test
  void namedObjectThatTheProjectDoesNotHaveIsRefused() {
    assertThat(Harness.refused(adopt(named("configmap/nothing"))).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("unknown-object");
  }

  @Test
  void adoptingAgainMakesNoRelease() {
    shop.run(adopt(AdoptionRules.DEFAULT));

    RunResult again = shop.run(adopt(AdoptionRules.DEFAULT));

    assertThat(again.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.history()).containsExactly("1 deployed");
  }

  @Test
  void adoptingLaterKeepsWhatTheReleaseHasOfOtherSteps() {
    shop.run(adopt(named("configmap/a")));
    shop.apply(SHOP);
    world.live.put("ConfigMap/c", "3");
    world.strangers.add("ConfigMap/c");
    FakeDeployment more =
        FakeDeployment.of(
            """
            base/cloud terraform: Network/n=1
            base/config manifests: ConfigMap/a=new ConfigMap/b=2
            base/more manifests: ConfigMap/c=3
            apps/api manifests: Deployment/api=v2
            """);

    RunResult result =
        shop.run(shop.engine().planAdopt(more, AdoptionRules.DEFAULT, PlanOptions.DEFAULT));

    assertThat(result.release().orElseThrow().steps())
        .extracting(record -> record.step().name() + " " + record.outcome())
        .containsExactly(
            "cloud " + StepOutcome.CARRIED,
            "config " + StepOutcome.UNCHANGED,
            "more " + StepOutcome.SUCCEEDED,
            "api " + StepOutcome.UNCHANGED);
  }

  @Test
  void releaseOfHelmIsLeftAfterItsObjectsAreOurs() {
    AdoptionRules rules = new AdoptionRules(Set.of(), Set.of(), Optional.of("shop/old"), Set.of());
    world.live.put("Release/old", "");

    shop.run(adopt(rules));

    assertThat(world.acts).hasSize(3).last().isEqualTo("delete Release/old");
  }

  private static AdoptionRules named(String... objects) {
    return new AdoptionRules(Set.of(objects), Set.of(), Optional.empty(), Set.of());
  }

  private Engine.Planning adopt(AdoptionRules rules) {
    return shop.engine().planAdopt(SHOP, rules, PlanOptions.DEFAULT);
  }
}
