package io.deployctl.providers.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Theft;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.SandboxExtension;
import io.deployctl.providers.kubernetes.client.TestClusters;
import io.deployctl.providers.sandbox.RunningSandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases on a real API server. */
@ExtendWith(SandboxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseIT {
  private static final LeaseTiming FAST =
      new LeaseTiming(Duration.ofSeconds(2), Duration.ofMillis(200));

  private static final String NAMESPACE = "lease-it";

  private Cluster cluster;

  @BeforeAll
  void connect(RunningSandbox sandbox) {
    cluster = TestClusters.connect(sandbox.kubeconfig());
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @Test
  void secondRunIsToldWhoHoldsTheLease() {
    try (Lease held = store("told").acquire(Samples.holder("first"), Duration.ZERO)) {
      assertThat(held.isHeld()).isTrue();
      DeployctlException refused =
          catchThrowableOfType(
              DeployctlException.class,
              () -> store("told").acquire(Samples.holder("second"), Duration.ZERO));

      assertThat(refused.status()).isEqualTo(ExitStatus.LOCKED);
      assertThat(refused.diagnostics().get(0).details())
          .anySatisfy(line -> assertThat(line).contains("first@laptop"))
          .contains("https://ci.example.com/jobs/7");
      assertThat(refused.diagnostics().get(0).hint().orElseThrow()).contains("--wait-lock");
    }
  }

  @Test
  void leaseGivenBackIsFreeAtOnceAndItsFenceGrows() {
    Lease first = store("back").acquire(Samples.holder("first"), Duration.ZERO);
    first.close();

    assertThat(store("back").holder()).isEmpty();
    try (Lease second = store("back").acquire(Samples.holder("second"), Duration.ZERO)) {
      assertThat(second.fence()).isGreaterThan(first.fence());
      assertThat(second.isHeld()).isTrue();
      assertThat(first.isHeld()).isFalse();
      assertThat(store("back").holder().map(LeaseHolder::actor)).contains("second@laptop");
    }
  }

  @Test
  void waitingRunGetsTheLeaseWhenItIsGivenBack() throws Exception {
    Lease first = store("queue").acquire(Samples.holder("first"), Duration.ZERO);
    CountDownLatch got = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              store("queue").acquire(Samples.holder("second"), Duration.ofMinutes(1)).close();
              got.countDown();
            });
    waiting.start();
    assertThat(got.await(500, TimeUnit.MILLISECONDS)).isFalse();

    first.close();

    assertThat(got.await(30, TimeUnit.SECONDS)).isTrue();
    waiting.join();
  }

  @Test
  void heartbeatKeepsTheLeaseForMuchLongerThanItsDuration() throws Exception {
    try (Lease held = store("long").acquire(Samples.holder("first"), Duration.ZERO)) {
      Thread.sleep(FAST.duration().multipliedBy(2).toMillis());

      assertThat(held.isHeld()).isTrue();
      assertThat(
              catchThrowableOfType(
                  DeployctlException.class,
                  () ->
                      store("long")
                          .acquire(Samples.holder("second"), FAST.duration().multipliedBy(2))))
          .extracting(DeployctlException::status)
          .isEqualTo(ExitStatus.LOCKED);
    }
  }

  @Test
  void leaseOfADeadOwnerIsTakenAfterItWasWatchedForItsWholeDuration() {
    dead("dead", Instant.now().minusSeconds(3_600));
    long start = System.nanoTime();

    try (Lease taken = store("dead").acquire(Samples.holder("second"), Duration.ZERO)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(FAST.duration());
      assertThat(taken.fence()).isEqualTo(8);
    }
  }

  @Test
  void leaseOfADeadOwnerWhoseClockIsAheadIsTakenByWhoeverWaits() {
    dead("ahead", Instant.now().plusSeconds(3_600));

    try (Lease taken = store("ahead").acquire(Samples.holder("second"), Duration.ofMinutes(1))) {
      assertThat(taken.isHeld()).isTrue();
    }
  }

  @Test
  void stolenLeaseIsLostForItsFormerOwnerWhoIsTold() throws Exception {
    Lease first = store("steal").acquire(Samples.holder("first"), Duration.ZERO);
    CountDownLatch told = new CountDownLatch(1);
    first.onLost(told::countDown);

    assertThat(store("steal").steal("dana@desk", "its job was deleted").map(LeaseHolder::actor))
        .contains("first@laptop");
    Theft theft = store("steal").theft().orElseThrow();
    assertThat(theft.run()).isEqualTo(Samples.holder("first").run());
    assertThat(theft.by()).isEqualTo("dana@desk");
    assertThat(theft.reason()).isEqualTo("its job was deleted");
    try (Lease second = store("steal").acquire(Samples.holder("second"), Duration.ZERO)) {
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(first.isHeld()).isFalse();
      first.close();
      assertThat(second.isHeld()).isTrue();
      assertThat(store("steal").holder().map(LeaseHolder::actor)).contains("second@laptop");
    }
  }

  @Test
  void theftIsSeenByTheFirstLookAfterIt() {
    KubernetesEnvironmentStore slow =
        new KubernetesEnvironmentStore(
            () -> cluster, NAMESPACE, "shop", "look", LeaseTiming.DEFAULT, Clock.systemUTC());
    try (Lease first = slow.acquire(Samples.holder("first"), Duration.ZERO)) {
      assertThat(first.confirm()).isTrue();

      store("look").steal("dana@desk", "its job was deleted");

      assertThat(first.isHeld()).isTrue();
      assertThat(first.confirm()).isFalse();
      assertThat(first.isHeld()).isFalse();
    }
  }

  @Test
  void deletedLeaseIsLost() throws Exception {
    Lease first = store("deleted").acquire(Samples.holder("first"), Duration.ZERO);
    CountDownLatch told = new CountDownLatch(1);
    first.onLost(told::countDown);

    LeaseObject object = object("deleted");
    object.delete(object.read().orElseThrow());

    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(first.isHeld()).isFalse();
  }

  @Test
  void annotationOfSomebodyElseDoesNotCostTheLease() throws Exception {
    try (Lease held = store("noted").acquire(Samples.holder("first"), Duration.ZERO)) {
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("metadata").putObject("annotations").put("example.com/note", "hello");
      cluster.merge(StateNames.LEASES, NAMESPACE, "deployctl-noted", patch);
      Thread.sleep(FAST.duration().multipliedBy(2).toMillis());

      assertThat(held.isHeld()).isTrue();
    }
  }

  private void dead(String environment, Instant renewed) {
    store(environment).acquire(Samples.holder("first"), Duration.ZERO).close();
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("spec")
        .put("holderIdentity", "gone")
        .put("leaseDurationSeconds", 2)
        .put("leaseTransitions", 7)
        .put(
            "renewTime",
            renewed
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString()
                .replace("Z", ".000000Z"));
    cluster.merge(StateNames.LEASES, NAMESPACE, "deployctl-" + environment, patch);
  }

  private LeaseObject object(String environment) {
    return new LeaseObject(cluster, new StateNames(NAMESPACE, "shop", environment));
  }

  private KubernetesEnvironmentStore store(String environment) {
    return new KubernetesEnvironmentStore(
        () -> cluster, NAMESPACE, "shop", environment, FAST, Clock.systemUTC());
  }
}
