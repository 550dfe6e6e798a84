package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that can't be recorded says so once, wherever it finds out. */
final class UnrecordedRunTest {
  private static final FakeDeployment SHOP =
      FakeDeployment.of(
          """
      base/config manifests: ConfigMap/a=1
      apps/api manifests: Deployment/api=v1
      """);

  @TempDir private Path directory;
  private final AtomicInteger refusals = new AtomicInteger();
  private Harness shop;
  private World world;

  @BeforeEach
  void open() {
    world = new World();
    shop = new Harness(directory, world);
  }

  /** Refuses to store what a step did, and a number of times after that. */
  private void refuse(int times) {
    shop.store.beforeSave =
        release -> {
          boolean acted = release.steps().stream().anyMatch(step -> step.outcome().isGood());
          boolean refusing = refusals.get() > 0 || acted;
          if (refusing && refusals.getAndIncrement() < times) {
            throw DeployctlException.failed(noSpace(release));
          }
        };
  }

  private static Diagnostic noSpace(Release release) {
    return Diagnostic.error("state-not-accessible", "can't save a release " + release.status());
  }

  @Test
  void stepThatCantBeRecordedTellsItForTheWholeRun() {
    refuse(Integer.MAX_VALUE);

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(refusals.get()).isGreaterThan(1);
    assertThat(result.diagnostics())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.code()).isEqualTo("state-not-accessible");
              assertThat(told.step().orElseThrow().step()).isEqualTo("config");
            });
    assertThat(world.acts).containsExactly("create ConfigMap/a");
  }

  @Test
  void refusalThatPassedIsToldOnceToo() {
    refuse(1);

    RunResult result = shop.apply(SHOP);

    assertThat(Harness.codes(result)).containsExactly("state-not-accessible", "go-on");
    assertThat(shop.release(1).status()).isEqualTo(ReleaseStatus.FAILED);
  }

  @Test
  void endThatCantBeStoredIsToldWhereNothingWasBefore() {
    shop.store.beforeSave =
        release -> {
          if (release.status() == ReleaseStatus.DEPLOYED) {
            throw DeployctlException.failed(noSpace(release));
          }
        };

    RunResult result = shop.apply(SHOP);

    assertThat(result.exit()).isEqualTo(ExitStatus.FAILED);
    assertThat(Harness.codes(result)).containsExactly("state-not-accessible");
  }

  @Test
  void journalAndStateThatBothFailAreBothTold() {
    shop.journals = run -> new BrokenJournal();
    shop.store.beforeSave =
        release -> {
          if (release.status() == ReleaseStatus.FAILED) {
            throw DeployctlException.failed(noSpace(release));
          }
        };

    RunResult result = shop.apply(SHOP);

    assertThat(Harness.codes(result)).containsExactly("journal-failed", "state-not-accessible");
  }
}
