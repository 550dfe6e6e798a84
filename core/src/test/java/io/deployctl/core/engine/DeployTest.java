package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.journal.JournalLine;
import io.deployctl.core.journal.JournalReader;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeployTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
          base/config manifests: ConfigMap/a=1
          apps/api manifests ^web: Deployment/api=v1
          apps/web manifests: Deployment/web=v1
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

  @Test
  void whatProvidersRemarkIsToldWhereAllStepsArePlanned() {
    shop.providers.get(0).remark(Diagnostic.warning("useless-rule", "nothing answers to it"));

    assertThat(Harness.look(shop.plan(SHOP)).notes())
        .extracting(Diagnostic::code)
        .containsExactly("useless-rule");
    assertThat(Harness.look(shop.plan(SHOP, "config")).notes()).isEmpty();
  }

  @Test
  void firstApplyRunsStagesInOrderAndMakesARelease() {
    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.events.lines())
        .containsExactly(
            "run 1 deploy",
            "stage base",
            "step config",
            "act create ConfigMap/a",
            "done ConfigMap/a",
            "succeeded config",
            "good base",
            "stage apps",
            "step web",
            "act create Deployment/web",
            "done Deployment/web",
            "succeeded web",
            "step api",
            "act create Deployment/api",
            "done Deployment/api",
            "succeeded api",
            "good apps",
            "stage verify",
            "step ready",
            "act read Deployment/api",
            "done Deployment/api",
            "succeeded ready",
            "good verify",
            "end 1 deployed 0");
    Release release = shop.release(1);
    assertThat(release.status()).isEqualTo(ReleaseStatus.DEPLOYED);
    assertThat(release.verified()).isTrue();
    assertThat(release.namespace()).isEqualTo("shop");
    assertThat(release.protectedEnvironment()).isTrue();
    assertThat(release.git().orElseThrow().commit()).isEqualTo("c0ffee");
    assertThat(release.inputs()).containsEntry("image.tag", "1");
    assertThat(shop.inventory())
        .containsExactlyInAnyOrder("ConfigMap/a", "Deployment/api", "Deployment/web");
    assertThat(shop.approver.questions).containsExactly("plan of deploy");
  }

  @Test
  void planningWritesNothing() {
    Plan plan = Harness.look(shop.plan(SHOP));

    assertThat(plan.firstRun()).isTrue();
    assertThat(plan.hasChanges()).isTrue();
    assertThat(plan.base()).isEmpty();
    assertThat(directory.resolve("state")).doesNotExist();
    assertThat(directory.resolve("journals")).doesNotExist();
    assertThat(directory.resolve("work")).isEmptyDirectory();
    assertThat(world.live).isEmpty();
  }

  @Test
  void secondApplyRunsTheChecksOnlyAndMakesNoRelease() {
    shop.apply(SHOP);
    shop.events.clear();
    world.acts.clear();

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(result.release().orElseThrow().number()).isEqualTo(1);
    assertThat(shop.history()).containsExactly("1 deployed");
    assertThat(world.acts).containsExactly("read Deployment/api");
    assertThat(shop.events.lines()).contains("unchanged config", "succeeded ready");
    assertThat(shop.approver.questions).hasSize(1);
  }

  @Test
  void checkThatFailsWithoutChangesFailsTheCommandAndMakesNoRelease() {
    shop.apply(SHOP);
    world.step("ready").failingCheck = true;

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).containsExactly("act-failed");
    assertThat(shop.history()).containsExactly("1 deployed");
  }

  @Test
  void takingOverWhatIsThereIsNoPendingChangeAndIsDoneAllTheSame() {
    FakeDeployment two = FakeDeployment.of("base/config manifests: ConfigMap/a=1 ConfigMap/b=2");
    world.live.put("ConfigMap/a", "1");
    world.live.put("ConfigMap/b", "2");
    world.strangers.addAll(List.of("ConfigMap/a", "ConfigMap/b"));

    Plan plan = Harness.look(shop.plan(two));

    assertThat(plan.hasChanges()).isFalse();
    assertThat(plan.acts()).isTrue();

    RunResult result = shop.apply(two);

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).containsExactlyInAnyOrder("adopt ConfigMap/a", "adopt ConfigMap/b");
    assertThat(shop.inventory()).containsExactlyInAnyOrder("ConfigMap/a", "ConfigMap/b");
    assertThat(shop.approver.questions).containsExactly("plan of deploy");
    assertThat(Harness.look(shop.plan(two)).acts()).isFalse();
  }

  @Test
  void takingOverIsNotSkippedBecauseTheReleaseIsCurrent() {
    FakeDeployment one = FakeDeployment.of("base/config manifests: ConfigMap/a=1");
    shop.apply(one);
    world.acts.clear();
    world.strangers.add("ConfigMap/a");

    RunResult result = shop.apply(one);

    assertThat(result.release().orElseThrow().number()).isEqualTo(2);
    assertThat(world.acts).containsExactly("adopt ConfigMap/a");
  }

  @Test
  void nothingToDoAndNothingToCheckIsDone() {
    FakeDeployment one = FakeDeployment.of("base/config manifests: ConfigMap/a=1");
    shop.apply(one);
    shop.events.clear();

    assertThat(shop.apply(one).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.events.lines()).isEmpty();
  }

  @Test
  void unchangedStepKeepsItsRestorationInTheNewRelease() {
    shop.apply(SHOP);
    shop.apply(
        FakeDeployment.of(
            """
            base/config manifests: ConfigMap/a=1
            apps/api manifests: Deployment/api=v2
            apps/web manifests: Deployment/web=v1
            """));

    assertThat(shop.outcomes(2))
        .containsExactly("config unchanged", "api succeeded", "web unchanged");
    assertThat(shop.record(2, "config").orElseThrow().restoration())
        .isEqualTo(shop.record(1, "config").orElseThrow().restoration())
        .isPresent();
    assertThat(shop.history()).containsExactly("1 superseded", "2 deployed");
  }

  @Test
  void objectThatIsAlreadyAsWantedIsAdoptedWithItsRestoration() {
    world.live.put("ConfigMap/a", "1");

    RunResult result = shop.apply(FakeDeployment.of("base/config manifests: ConfigMap/a=1"));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts).isEmpty();
    assertThat(shop.outcomes(1)).containsExactly("config unchanged");
    assertThat(shop.record(1, "config").orElseThrow().restoration()).isPresent();
    assertThat(shop.inventory()).containsExactly("ConfigMap/a");
    assertThat(shop.approver.questions).isEmpty();
  }

  @Test
  void everyReasonOfEveryStepIsTold() {
    world.step("config").refuses("no such file");
    world.step("web").refuses("no such chart");

    Engine.Planning.Refused refused = Harness.refused(shop.plan(SHOP));

    assertThat(refused.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(refused.diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly("no such file", "no such chart");
  }

  @Test
  void sameReasonOfSeveralStepsIsToldOnce() {
    world.step("config").refuses("the cluster can't be reached");
    world.step("web").refuses("the cluster can't be reached");

    assertThat(Harness.refused(shop.plan(SHOP)).diagnostics()).hasSize(1);
  }

  @Test
  void unexpectedExceptionIsADiagnosticWithoutSecrets() {
    world.step("config").thrownAtPlan =
        java.util.Optional.of(new IllegalStateException("token hunter2-marker\nline 2"));

    Diagnostic told = Harness.refused(shop.plan(SHOP)).diagnostics().get(0);

    assertThat(told.code()).isEqualTo("internal-error");
    assertThat(told.summary()).contains("planning step `config`");
    assertThat(told.details()).containsExactly("IllegalStateException: token (secret)");
  }

  @Test
  void objectThatTwoStepsClaimIsRefused() {
    Engine.Planning.Refused refused =
        Harness.refused(
            shop.plan(
                FakeDeployment.of(
                    """
                    base/config manifests: ConfigMap/a=1
                    apps/api manifests: ConfigMap/a=1
                    """)));

    assertThat(refused.exit()).isEqualTo(ExitStatus.INVALID);
    assertThat(refused.diagnostics().get(0).summary())
        .isEqualTo("steps `config` and `api` both want to own ConfigMap shop/a");
  }

  @Test
  void planThatCanNotBeUndoneIsRefusedWhereThatIsRequired() {
    world.step("config").oneWay = true;

    Engine.Planning planning =
        shop.engine().planDeploy(SHOP, new PlanOptions(java.util.Set.of(), false, true, false));

    Diagnostic refusal = Harness.refused(planning).diagnostics().get(0);
    assertThat(refusal.code()).isEqualTo("not-reversible");
    assertThat(refusal.details()).containsExactly("create ConfigMap shop/a: one-way, everything");
  }

  @Test
  void declinedPlanTouchesNothing() {
    shop.approver.answer = Approver.Approval.DECLINED;
    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.FAILED);
    shop.approver.answer = Approver.Approval.NOBODY_TO_ASK;
    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.INVALID);
    assertThat(result.diagnostics().get(0).hint().orElseThrow()).contains("--auto-approve");
    assertThat(directory.resolve("state")).doesNotExist();
    assertThat(world.live).isEmpty();
  }

  @Test
  void targetThatIsNotAsAppliedIsNotVerified() {
    world.step("api").neverProven = true;

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.UNVERIFIED);
    assertThat(Harness.codes(result)).containsExactly("not-verified");
    assertThat(result.diagnostics().get(0).details())
        .containsExactly("would still create Deployment shop/api: text");
    assertThat(shop.release(1).verified()).isFalse();
    assertThat(shop.history()).containsExactly("1 deployed");
  }

  @Test
  void journalHasTheIntentOfEveryAct() {
    RunResult result = shop.apply(SHOP);

    List<JournalLine> lines =
        JournalReader.read(
            directory.resolve(
                "journals/shop/production/" + result.release().orElseThrow().run() + ".jsonl"));
    assertThat(lines).extracting(JournalLine::type).contains("run-started", "run-finished");
    assertThat(lines.stream().filter(line -> line.type().equals("intent")))
        .extracting(line -> line.text("effect"))
        .containsExactly("ConfigMap/a", "Deployment/web", "Deployment/api");
    assertThat(lines.stream().filter(line -> line.type().equals("outcome"))).hasSize(3);
  }

  @Test
  void pendingReleaseAndInventoryAreStoredBeforeTheFirstAct() {
    world
        .step("config")
        .onAct(
            effect -> {
              assertThat(shop.history()).containsExactly("1 pending");
              assertThat(shop.inventory())
                  .containsExactlyInAnyOrder("ConfigMap/a", "Deployment/api", "Deployment/web");
            });

    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);
  }
}
