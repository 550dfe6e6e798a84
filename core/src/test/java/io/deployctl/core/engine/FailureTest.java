package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.ReleaseStatus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailureTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
          base/config manifests: ConfigMap/a=1 ConfigMap/b=1 ConfigMap/c=1
          apps/api manifests: Deployment/api=v1
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
  void wayBackIsNamedOnlyWhereThereIsOne() {
    world.step("config").failsAtAct(1);
    assertThat(hint(shop.apply(SHOP))).doesNotContain("rollback");
    assertThat(hint(shop.apply(SHOP))).doesNotContain("rollback");

    world.calmDown();
    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);
    world.live.remove("ConfigMap/a");
    world.step("config").failsAtAct(1);

    assertThat(hint(shop.apply(SHOP))).contains("or go back with `deployctl rollback`");
  }

  private static String hint(RunResult result) {
    assertThat(Harness.codes(result)).contains("go-on");
    return result.diagnostics().get(result.diagnostics().size() - 1).hint().orElseThrow();
  }

  @Test
  void failedStepStopsLaterStages() {
    world.step("config").failsAtAct(2);

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).containsExactly("act-failed", "go-on");
    assertThat(shop.events.lines())
        .containsExactly(
            "run 1 deploy",
            "stage base",
            "step config",
            "act create ConfigMap/a",
            "done ConfigMap/a",
            "act create ConfigMap/b",
            "failed ConfigMap/b",
            "failed config",
            "bad base",
            "skipped api",
            "skipped ready",
            "end 1 failed 1");
    assertThat(shop.outcomes(1)).containsExactly("config failed", "api skipped", "ready skipped");
    assertThat(world.live).containsOnlyKeys("ConfigMap/a");
  }

  @Test
  void nextRunAfterAFailureLeavesNoOrphan() {
    world.step("config").failsAtAct(2);
    shop.apply(SHOP);
    world.calmDown();

    RunResult result =
        shop.apply(FakeDeployment.of("base/config manifests: ConfigMap/b=1 ConfigMap/c=1"));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsOnlyKeys("ConfigMap/b", "ConfigMap/c");
    assertThat(world.acts).contains("delete ConfigMap/a");
    assertThat(shop.inventory()).containsExactlyInAnyOrder("ConfigMap/b", "ConfigMap/c");
    assertThat(shop.history()).containsExactly("1 failed", "2 deployed");
  }

  @Test
  void stepThatRunsBesideAFailedOneComesToItsEnd() {
    CountDownLatch bothBegun = new CountDownLatch(2);
    CountDownLatch failed = new CountDownLatch(1);
    world
        .step("one")
        .failsAtAct(1)
        .onAct(
            effect -> {
              bothBegun.countDown();
              await(bothBegun);
            });
    world
        .step("two")
        .onAct(
            effect -> {
              bothBegun.countDown();
              await(failed);
            });
    EventLog log = shop.events;
    Thread watcher =
        new Thread(
            () -> {
              while (!log.lines().contains("failed one")) {
                Thread.onSpinWait();
              }
              failed.countDown();
            });
    watcher.start();
    RunResult result =
        shop.apply(
            FakeDeployment.of(
                """
                apps/one manifests: ConfigMap/one=1
                apps/two manifests: ConfigMap/two=1
                apps/three manifests ^two: ConfigMap/three=1
                """));

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(shop.outcomes(1)).containsExactly("one failed", "two succeeded", "three skipped");
    assertThat(world.live).containsOnlyKeys("ConfigMap/two");
  }

  @Test
  void stepsOfAStageRunSideBySideAndNeedsComeFirst() {
    CountDownLatch both = new CountDownLatch(2);
    StepScript.OnAct meet =
        effect -> {
          both.countDown();
          await(both);
        };
    world.step("one").onAct(meet);
    world.step("two").onAct(meet);
    world
        .step("three")
        .onAct(effect -> assertThat(world.live).containsKeys("ConfigMap/one", "ConfigMap/two"));

    RunResult result =
        shop.apply(
            FakeDeployment.of(
                """
                apps/three manifests ^one ^two: ConfigMap/three=1
                apps/one manifests: ConfigMap/one=1
                apps/two manifests: ConfigMap/two=1
                """));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void stopLetsTheRunningActEndAndNoOtherBegin() {
    world
        .step("config")
        .onAct(
            effect -> {
              if (effect.id().equals("ConfigMap/b")) {
                shop.cancellation.stop();
              }
            });

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.INTERRUPTED);
    assertThat(world.acts).containsExactly("create ConfigMap/a", "create ConfigMap/b");
    assertThat(shop.outcomes(1))
        .containsExactly("config cancelled", "api skipped", "ready skipped");
    assertThat(shop.history()).containsExactly("1 failed");
    Diagnostic told = result.diagnostics().get(0);
    assertThat(told.details()).contains("step `config`: cancelled", "step `api`: skipped");
    assertThat(told.hint().orElseThrow()).contains("deployctl resume");

    Harness again = shop.another();
    world.calmDown();
    assertThat(again.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.acts)
        .containsExactly("create ConfigMap/c", "create Deployment/api", "read Deployment/api");
  }

  @Test
  void lostLeaseEndsTheRunWithoutWritingMore() {
    world
        .step("config")
        .onAct(
            effect -> {
              if (effect.id().equals("ConfigMap/b")) {
                shop.store.loseLease();
              }
            });

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).contains("lease-lost");
    assertThat(shop.cancellation.isStopping()).isTrue();
    assertThat(shop.cancellation.isAborting()).isFalse();
    assertThat(world.acts).containsExactly("create ConfigMap/a", "create ConfigMap/b");
    assertThat(shop.history()).containsExactly("1 pending");
  }

  @Test
  void releaseThatAKilledRunLeftPendingHasFailedOnceTheNextRunStarts() {
    world.step("config").onAct(effect -> shop.store.loseLease());
    shop.apply(SHOP);
    world.calmDown();
    Harness next = shop.another();

    Engine.Planning planning = next.plan(SHOP);
    assertThat(((Engine.Planning.Ready) planning).prepared().plan().notes())
        .extracting(Diagnostic::code)
        .containsExactly("unfinished-run");
    assertThat(next.run(planning).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(next.history()).containsExactly("1 failed", "2 deployed");
  }

  @Test
  void crashBetweenActAndCheckpointLeavesNoOrphan() {
    shop.store.beforeSave =
        release -> {
          if (release.steps().stream().anyMatch(step -> step.outcome().isGood())) {
            throw new StoreDouble.Crash();
          }
        };
    Engine.Planning planning = shop.plan(SHOP);
    assertThatThrownBy(() -> shop.run(planning)).hasRootCauseInstanceOf(StoreDouble.Crash.class);
    assertThat(world.live).containsOnlyKeys("ConfigMap/a", "ConfigMap/b", "ConfigMap/c");
    assertThat(shop.history()).containsExactly("1 pending");

    Harness next = shop.another();
    RunResult result =
        next.apply(
            FakeDeployment.of(
                """
                base/config manifests: ConfigMap/a=1 ConfigMap/b=1
                apps/api manifests: Deployment/api=v1
                """));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.live).containsOnlyKeys("ConfigMap/a", "ConfigMap/b", "Deployment/api");
    assertThat(next.inventory())
        .containsExactlyInAnyOrder("ConfigMap/a", "ConfigMap/b", "Deployment/api");
    assertThat(next.record(2, "config").orElseThrow().restoration()).isPresent();
  }

  @Test
  void storeThatFailsInTheMiddleStopsTheRun() {
    shop.store.beforeSave =
        release -> {
          if (release.steps().stream().anyMatch(step -> step.outcome().isGood())) {
            throw DeployctlException.failed(Diagnostic.error("disk-full", "no space left"));
          }
        };

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).contains("disk-full");
    assertThat(world.acts).doesNotContain("create Deployment/api");
  }

  @Test
  void journalThatCanNotBeWrittenStopsTheRunBeforeItActs() {
    shop.journals = run -> new BrokenJournal();

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).contains("journal-failed");
    assertThat(world.live).isEmpty();
    assertThat(shop.release(1).status()).isEqualTo(ReleaseStatus.FAILED);
  }

  @Test
  void journalThatCanNotBeOpenedMeansNoRun() {
    shop.journals =
        run -> {
          throw DeployctlException.failed(Diagnostic.error("journal-failed", "read-only"));
        };

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(world.live).isEmpty();
    assertThat(shop.history()).isEmpty();
    assertThat(shop.store.holder()).isEmpty();
  }

  @Test
  void exceptionOutOfAProviderIsAFailedStep() {
    world.step("config").thrownAtExecute = Optional.of(new IllegalStateException("hunter2-marker"));

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).contains("internal-error");
    assertThat(result.diagnostics().toString()).doesNotContain("hunter2");
  }

  @Test
  void secondRunIsLockedOutWhileTheFirstIsAtWork() {
    Harness other = shop.another();
    shop.alone = false;
    Engine.Planning early = other.plan(SHOP);
    RunResult[] second = new RunResult[1];
    world
        .step("config")
        .onAct(
            effect -> {
              if (effect.id().equals("ConfigMap/a")) {
                Engine.Planning planning = shop.another().plan(SHOP);
                second[0] =
                    other
                        .engine()
                        .run(
                            ((Engine.Planning.Ready) planning).prepared(),
                            other.approver,
                            RunOptions.DEFAULT);
              }
            });

    assertThat(shop.apply(SHOP).exit()).isEqualTo(ExitStatus.DONE);
    assertThat(second[0].exit()).isEqualTo(ExitStatus.LOCKED);
    assertThat(second[0].diagnostics().get(0).details().get(0)).contains("by ana@laptop");
    RunResult third = other.run(early);
    assertThat(third.exit()).isEqualTo(ExitStatus.STALE);
    assertThat(shop.history()).containsExactly("1 deployed");
  }

  @Test
  void planOfAnOvertakenReleaseIsStaleAndNamesWhoCameBetween() {
    shop.apply(SHOP);
    shop.alone = false;
    Engine.Planning early = shop.plan(FakeDeployment.of("base/config manifests: ConfigMap/a=2"));
    shop.apply(
        FakeDeployment.of(
            """
            base/config manifests: ConfigMap/a=1 ConfigMap/b=2 ConfigMap/c=1
            apps/api manifests: Deployment/api=v1
            """));

    RunResult result =
        shop.engine()
            .run(((Engine.Planning.Ready) early).prepared(), shop.approver, RunOptions.DEFAULT);

    assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
    assertThat(result.diagnostics().get(0).details().get(0))
        .startsWith("release 2 (deployed) was made by ana@laptop");
    assertThat(world.live).containsEntry("ConfigMap/a", "1");
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
