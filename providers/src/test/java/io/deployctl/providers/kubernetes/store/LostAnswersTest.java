package io.deployctl.providers.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.providers.kubernetes.store.FakeCluster.Fate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store makes of writes that fail, or that happen though their answer is lost. */
class LostAnswersTest {
  private static final LeaseTiming CALM =
      new LeaseTiming(Duration.ofSeconds(60), Duration.ofSeconds(20));

  private final FakeCluster cluster = new FakeCluster();
  private KubernetesEnvironmentStore store;

  @BeforeEach
  void initialise() {
    store = store(CALM, Clock.systemUTC());
    store.initialise(new EnvironmentIdentity("shop", "dev", "uuid"), EnvironmentKey.random());
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void leaseIsTakenOnceWhateverBecomesOfTheWrite(Fate fate) {
    cluster.nextWrite(fate);

    try (Lease lease = store.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      assertThat(lease.isHeld()).isTrue();
      assertThat(lease.fence()).isEqualTo(1);
      assertThat(store.holder().map(LeaseHolder::actor)).contains("run-1@laptop");
    }
    assertThat(store.holder()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void releaseIsSavedWhateverBecomesOfItsFirstWrite(Fate fate) {
    try (Lease lease = store.acquire(Samples.holder("run-1"), Duration.ZERO)) {
      cluster.nextWrite(fate);
      store.save(
          Samples.release(1, ReleaseStatus.PENDING), Samples.inventory(2), Optional.empty(), lease);
      store.save(
          Samples.release(1, ReleaseStatus.DEPLOYED),
          Samples.inventory(2),
          Optional.empty(),
          lease);
    }

    assertThat(store.read().orElseThrow().deployed()).isPresent();
    assertThat(store.read().orElseThrow().inventory()).isEqualTo(Samples.inventory(2));
  }

  @ParameterizedTest
  @EnumSource(Fate.class)
  void indexIsSwitchedWhateverBecomesOfTheWrite(Fate fate) {
    IndexStore index =
        new IndexStore(new StateSecrets(cluster), new StateNames("shop-deploy", "shop", "dev"));
    IndexStore.Loaded before = index.load().orElseThrow();
    cluster.nextWrite(fate);

    assertThat(index.replace(before, before.index().withNamespace("other"))).isPresent();
    assertThat(index.load().orElseThrow().index().namespaces()).containsExactly("other");
    assertThat(index.replace(before, before.index().withNamespace("late"))).isEmpty();
  }

  @Test
  void leaseIsLostWhenNoHeartbeatIsConfirmedForItsDuration() throws Exception {
    LeaseTiming quick = new LeaseTiming(Duration.ofSeconds(1), Duration.ofMillis(100));
    KubernetesEnvironmentStore failing = store(quick, Clock.systemUTC());
    Lease lease = failing.acquire(Samples.holder("run-1"), Duration.ZERO);
    CountDownLatch lost = new CountDownLatch(1);
    lease.onLost(lost::countDown);
    Thread cut = new Thread(() -> refuseUntil(lost));
    cut.start();

    assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(lease.isHeld()).isFalse();
    assertThat(
            catchThrowableOfType(
                DeployctlException.class,
                () ->
                    failing.save(
                        Samples.release(1, ReleaseStatus.PENDING),
                        Inventory.EMPTY,
                        Optional.empty(),
                        lease)))
        .extracting(refused -> refused.diagnostics().get(0).code())
        .isEqualTo("lease-lost");
    CountDownLatch late = new CountDownLatch(1);
    lease.onLost(late::countDown);
    assertThat(late.getCount()).isZero();
    cut.join();

    lease.close();

    // Nobody took it: the next run does not have to wait for it.
    assertThat(failing.holder()).isEmpty();
  }

  @Test
  void leaseIsConfirmedAnewAfterTheMachineWasAsleep() {
    MovedClock clock = new MovedClock();
    try (Lease lease = store(CALM, clock).acquire(Samples.holder("run-1"), Duration.ZERO)) {
      int before = cluster.writes();
      assertThat(lease.isHeld()).isTrue();
      assertThat(cluster.writes()).isEqualTo(before);

      clock.offset = Duration.ofHours(1);
      assertThat(lease.isHeld()).isTrue();
      assertThat(cluster.writes()).isEqualTo(before + 1);

      clock.offset = Duration.ofHours(2);
      cluster.nextWrite(Fate.REFUSED);
      assertThat(lease.isHeld()).isFalse();
    }
  }

  private void refuseUntil(CountDownLatch lost) {
    while (lost.getCount() > 0) {
      cluster.nextWrite(Fate.REFUSED);
      Thread.onSpinWait();
    }
    cluster.nextWrite(Fate.DONE);
  }

  private KubernetesEnvironmentStore store(LeaseTiming timing, Clock clock) {
    return new KubernetesEnvironmentStore(
        () -> cluster, "shop-deploy", "shop", "dev", timing, clock);
  }

  /** A wall clock that a test moves. */
  private static final class MovedClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset);
    }
  }
}
