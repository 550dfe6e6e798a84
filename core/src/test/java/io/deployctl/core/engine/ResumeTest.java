package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.Recipe;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Unfinished;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.StoredEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is cut off, and another one goes on with its plan. */
final class ResumeTest {
  private static final FakeDeployment ONE =
      FakeDeployment.of(
          """
          platform/redis helm: Release/redis=1
          apps/api manifests: Deployment/api=v1 ConfigMap/settings=a
          """);
  private static final FakeDeployment TWO =
      FakeDeployment.of(
          """
          platform/redis helm: Release/redis=2
          apps/api manifests: Deployment/api=v2 ConfigMap/settings=a ConfigMap/more=b
          """);

  @TempDir Path directory;
  private World world;
  private Harness shop;

  @BeforeEach
  void makeShop() {
    world = new World();
    shop = new Harness(directory, world);
    shop.apply(ONE);
    world.calmDown();
    shop.runOptions =
        RunOptions.DEFAULT.leaving(new Legacy.OfPlan(() -> sealing(PlanOptions.DEFAULT)));
  }

  private static SealOptions sealing(PlanOptions options) {
    return new SealOptions(
        new PlanFileHead.Place(List.of(), "shop", "shop-deploy", Optional.empty(), true),
        new Recipe(Map.of(), List.of(), false, Map.of()),
        Content.sealed("files".getBytes(StandardCharsets.UTF_8)),
        options,
        Duration.ofHours(1));
  }

  /** Has the run of the next apply end, as if it were killed, inside an act. */
  private void dieIn(String step, String effect) {
    world
        .step(step)
        .onAct(
            act -> {
              if (act.id().equals(effect)) {
                shop.store.loseLease();
              }
            });
  }

  private Harness next() {
    world.calmDown();
    Harness next = shop.another();
    next.runOptions = shop.runOptions;
    shop = next;
    return next;
  }

  private Engine.Planning planning(Map<StepId, Decision> decisions) {
    Release left = shop.engine().unfinished().orElseThrow();
    SealedPlan sealed =
        PlanFile.read(shop.store.get(left.plan().orElseThrow()).bytes()).open(shop.store.key());
    return shop.engine().planResume(left, sealed, TWO, false, decisions);
  }

  private void forgetJournals() throws IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(directory.resolve("journals"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void planIsStaleOnceTheUnfinishedRunThatItWasMadeOnWentOn() {
    dieIn("api", "ConfigMap/more");
    shop.apply(TWO);
    Harness other = next();
    Engine.Planning planned = other.plan(TWO);
    Release left = other.engine().unfinished().orElseThrow();
    StoredEnvironment now = other.store.read().orElseThrow();
    LeaseHolder holder =
        new LeaseHolder(left.run(), "ana", "apply", "", Optional.empty(), Harness.CLOCK.instant());
    try (Lease lease = other.store.acquire(holder, Duration.ZERO)) {
      other.store.save(left.withSteps(List.of()), now.inventory(), now.hold(), lease);
    }

    RunResult refused = other.run(planned);

    assertThat(refused.exit()).isEqualTo(ExitStatus.STALE);
    assertThat(refused.diagnostics().get(0).summary())
        .isEqualTo("release 2, which is not finished, went on since the plan was made");
  }

  @Test
  void whoStandsByIsToldOfALivingRunAndNotHeldUpByADeadOne() {
    LeaseHolder holder =
        new LeaseHolder(
            new RunId("run-9"), "ana", "apply", "", Optional.empty(), Harness.CLOCK.instant());
    try (Lease living = shop.store.acquire(holder, Duration.ZERO)) {
      assertThat(living.confirm()).isTrue();
      assertThatThrownBy(() -> shop.engine().standBy(Duration.ZERO))
          .isInstanceOfSatisfying(
              DeployctlException.class,
              locked -> assertThat(locked.status()).isEqualTo(ExitStatus.LOCKED));
    }

    shop.engine().standBy(Duration.ZERO);

    assertThat(shop.store.holder()).isEmpty();
  }

  @Test
  void runThatComesAfterADeadOneLeavesItsPlanToo() {
    dieIn("api", "ConfigMap/more");
    shop.apply(TWO);
    next();
    dieIn("api", "Deployment/api");
    shop.apply(TWO);

    assertThat(shop.history()).containsExactly("1 deployed", "2 failed", "3 pending");
    assertThat(shop.store.get(shop.release(3).plan().orElseThrow())).isNotNull();
  }

  @Test
  void whatIsDoneIsNotDoneAgainAndTheRestIs() {
    dieIn("api", "ConfigMap/more");
    shop.apply(TWO);
    assertThat(shop.history()).containsExactly("1 deployed", "2 pending");

    Harness other = next();
    Engine.Planning.Ready ready = (Engine.Planning.Ready) planning(Map.of());
    assertThat(ready.beyond()).isEmpty();
    assertThat(ready.prepared().plan().notes().get(0).summary())
        .isEqualTo("this is what is left of release 2 by ana@laptop");
    assertThat(other.run(ready).exit()).isEqualTo(ExitStatus.DONE);

    assertThat(world.acts).containsExactly("update Deployment/api");
    assertThat(world.live)
        .containsExactly(
            Map.entry("ConfigMap/more", "b"),
            Map.entry("ConfigMap/settings", "a"),
            Map.entry("Deployment/api", "v2"),
            Map.entry("Release/redis", "2"));
    assertThat(shop.history()).containsExactly("1 superseded", "2 failed", "3 deployed");
    assertThat(shop.release(3).plan()).isEmpty();
    assertThat(shop.engine().unfinished()).isEmpty();
  }

  @Test
  void failedRunIsGoneOnWithOnceItsCauseIsGone() {
    world.step("redis").failsAtAct(1);
    assertThat(shop.apply(TWO).exit()).isEqualTo(ExitStatus.FAILED);

    next().run(planning(Map.of()));

    assertThat(world.acts)
        .containsExactlyInAnyOrder(
            "update Release/redis", "create ConfigMap/more", "update Deployment/api");
  }

  @Test
  void whatSomebodyChangedMeanwhileGoesBeyondThePlan() {
    dieIn("redis", "Release/redis");
    shop.apply(TWO);
    world.live.remove("ConfigMap/settings");

    next();
    Engine.Planning.Ready ready = (Engine.Planning.Ready) planning(Map.of());

    assertThat(ready.beyond())
        .singleElement()
        .satisfies(effect -> assertThat(effect.address()).isEqualTo("ConfigMap shop/settings"));
    assertThat(ready.prepared().plan().notes())
        .anySatisfy(note -> assertThat(note.code()).isEqualTo("beyond-approved"));
    ready.prepared().close();
  }

  @Test
  void actThatMustNotBeDoneTwiceIsInDoubtUntilItsEndIsKnown() throws IOException {
    world.step("redis").notRepeatable = true;
    dieIn("redis", "Release/redis");
    shop.apply(TWO);
    Release left = shop.engine().unfinished().orElseThrow();
    assertThat(left.step(new StepId("redis")).orElseThrow().outcome())
        .isEqualTo(StepOutcome.RUNNING);
    assertThat(left.step(new StepId("redis")).orElseThrow().attempt()).isPresent();
    forgetJournals();

    next();
    close(planning(Map.of()));
    assertThat(world.unfinished.get("redis").done()).isFalse();
    close(planning(Map.of(new StepId("redis"), Decision.DONE)));
    assertThat(world.unfinished.get("redis").done()).isTrue();
    close(planning(Map.of(new StepId("redis"), Decision.AGAIN)));
    assertThat(world.unfinished.get("redis").end()).isEqualTo(Unfinished.End.FAILED);
  }

  @Test
  void journalOfTheRunKnowsHowTheActEnded() {
    world.step("redis").notRepeatable = true;
    dieIn("redis", "Release/redis");
    shop.apply(TWO);

    next();
    close(planning(Map.of()));

    assertThat(world.unfinished.get("redis").done()).isTrue();
  }

  @Test
  void actThatWasBrokenOffIsInDoubtAndNotKnownToHaveFailed() {
    world.step("redis").notRepeatable = true;
    world
        .step("redis")
        .onAct(
            act -> {
              shop.cancellation.abort();
              throw new IOException("ended by SIGTERM");
            });
    shop.apply(TWO);

    next();
    close(planning(Map.of()));

    assertThat(world.unfinished.get("redis").end()).isEqualTo(Unfinished.End.UNKNOWN);
  }

  @Test
  void doubtStaysUntilItsStepHasRun() throws IOException {
    world.step("redis").notRepeatable = true;
    dieIn("redis", "Release/redis");
    shop.apply(TWO);
    forgetJournals();

    next();
    world.step("redis").refuses("still looking");
    assertThat(planning(Map.of())).isInstanceOf(Engine.Planning.Refused.class);
    next().run(planning(Map.of()));
    assertThat(shop.record(3, "redis").orElseThrow().attempt()).isEmpty();
  }

  @Test
  void actWhoseEndIsKnownIsNotInDoubt() {
    world.step("redis").notRepeatable = true;
    world.step("redis").failsAtAct(1);
    shop.apply(TWO);

    assertThat(shop.record(2, "redis").orElseThrow().attempt()).isEmpty();
  }

  @Test
  void doubtInADeployedReleaseIsOverOnceItIsDecidedAlsoWhereNothingHasToBeDone() {
    StepId redis = new StepId("redis");
    Release deployed = shop.store.release(1).orElseThrow();
    LeaseHolder holder =
        new LeaseHolder(
            new RunId("run-9"), "ana", "import", "", Optional.empty(), Harness.CLOCK.instant());
    try (Lease lease = shop.store.acquire(holder, Duration.ZERO)) {
      StoredEnvironment now = shop.store.read().orElseThrow();
      shop.store.save(
          deployed.withSteps(deployed.steps().stream().map(ResumeTest::inDoubt).toList()),
          now.inventory(),
          now.hold(),
          lease);
    }

    next();
    Map<StepId, Decision> done = Map.of(redis, Decision.DONE);
    RunResult result = shop.run(shop.engine().planDeploy(ONE, PlanOptions.DEFAULT.deciding(done)));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(shop.record(2, "redis").orElseThrow().attempt()).isEmpty();
  }

  private static StepRecord inDoubt(StepRecord record) {
    return record.step().name().equals("redis")
        ? record.with(
            Optional.of(
                Attempt.ofLost(new RunId("run-1"), record.inputs(), Harness.CLOCK.instant())))
        : record;
  }

  private Engine.Planning deciding(PlanOptions options) {
    return shop.engine().planDeploy(TWO, options);
  }

  private byte[] leftInDoubtAndSealedWith(Decision word) throws IOException {
    world.step("redis").notRepeatable = true;
    dieIn("redis", "Release/redis");
    shop.apply(TWO);
    forgetJournals();
    next();
    PlanOptions options = PlanOptions.DEFAULT.deciding(Map.of(new StepId("redis"), word));
    Engine.Planning planned = deciding(options);
    try (Engine.PreparedPlan prepared = ((Engine.Planning.Ready) planned).prepared()) {
      assertThat(prepared.plan().notes())
          .anySatisfy(note -> assertThat(note.code()).isEqualTo("doubt-decided"));
      return shop.engine().seal(prepared, sealing(options));
    }
  }

  private Engine.Planning open(byte[] file) {
    SealedPlan sealed = PlanFile.read(file).open(shop.store.key());
    return shop.engine().planSealed(sealed, TWO, false);
  }

  @Test
  void wordOnADoubtTravelsInAPlanFile() throws IOException {
    byte[] file = leftInDoubtAndSealedWith(Decision.DONE);
    next();
    world.unfinished.clear();

    RunResult result = shop.run(open(file));

    assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
    assertThat(world.unfinished.get("redis").done()).isTrue();
    assertThat(shop.history()).endsWith("3 deployed");
  }

  @Test
  void wordInAPlanFileIsOnTheDoubtThatItWasGivenOnAndNoOther() throws IOException {
    byte[] file = leftInDoubtAndSealedWith(Decision.AGAIN);
    dieIn("redis", "Release/redis");
    shop.run(deciding(PlanOptions.DEFAULT.deciding(Map.of(new StepId("redis"), Decision.AGAIN))));
    next();
    int acts = world.acts.size();

    Engine.Planning.Refused refused = Harness.refused(open(file));

    assertThat(refused.exit()).isEqualTo(ExitStatus.STALE);
    assertThat(refused.diagnostics().get(0).summary())
        .isEqualTo("step `redis` is not in doubt any more as it was when the plan was made");
    assertThat(world.acts).hasSize(acts);
  }

  @Test
  void wordsOnStepsThatAreNotInDoubtAreRefused() {
    dieIn("api", "ConfigMap/more");
    shop.apply(TWO);

    next();
    Engine.Planning.Refused refused =
        Harness.refused(planning(Map.of(new StepId("redis"), Decision.DONE)));

    assertThat(refused.exit()).isEqualTo(ExitStatus.INVALID);
    assertThat(refused.diagnostics().get(0).summary()).isEqualTo("step `redis` is not in doubt");
  }

  @Test
  void rollbackIsGoneOnWithWithoutAProject() {
    shop.apply(TWO);
    next();
    dieIn("api", "Deployment/api");
    shop.run(shop.engine().planRollback(Optional.of(1), PlanOptions.DEFAULT));
    assertThat(shop.history()).contains("3 pending");

    Harness other = next();
    Release left = other.engine().unfinished().orElseThrow();
    assertThat(other.run(other.engine().planResume(left, Map.of())).exit())
        .isEqualTo(ExitStatus.DONE);

    assertThat(world.live)
        .containsEntry("Deployment/api", "v1")
        .doesNotContainKey("ConfigMap/more");
    assertThat(shop.release(4).rollbackOf()).contains(1);
  }

  private static void close(Engine.Planning planning) {
    ((Engine.Planning.Ready) planning).prepared().close();
  }
}
