package io.deployctl.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.ReleaseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryEnvironmentStoreTest {
  private static final LeaseHolder HOLDER =
      new LeaseHolder(
          new RunId("run-1"), "ana@laptop", "apply", "", Optional.empty(), Samples.START);
  private static final EnvironmentKey KEY = EnvironmentKey.random();

  @TempDir Path temporary;
  private Path directory;
  private DirectoryEnvironmentStore store;

  @BeforeEach
  void makeStore() {
    directory = temporary.resolve("state/production");
    store = new DirectoryEnvironmentStore(directory);
  }

  @Test
  void readingBeforeTheFirstRunFindsAndWritesNothing() {
    assertThat(store.read()).isEmpty();
    assertThat(store.release(1)).isEmpty();
    assertThat(store.holder()).isEmpty();
    assertThat(directory).doesNotExist();
    assertThatThrownBy(() -> store.tagger()).isInstanceOf(DeployctlException.class);
  }

  @Test
  void firstIdentityAndKeyStay() {
    store.initialise(Samples.IDENTITY, KEY);
    StoredEnvironment again =
        store.initialise(
            new EnvironmentIdentity("ecap", "production", "other"), EnvironmentKey.random());

    assertThat(again.identity()).isEqualTo(Samples.IDENTITY);
    assertThat(store.tagger().tag("x")).isEqualTo(KEY.tagger().tag("x"));
  }

  @Test
  void savedReleaseIsReadByAnotherProcess() {
    store.initialise(Samples.IDENTITY, KEY);
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      ContentRef ref = store.put(Content.open(bytes("kind: Deployment")));
      store.save(
          Samples.release(1, ReleaseStatus.PENDING, List.of(Samples.step("api", Optional.of(ref)))),
          Samples.inventory(),
          Optional.empty(),
          lease);
    }
    DirectoryEnvironmentStore other = new DirectoryEnvironmentStore(directory);

    StoredEnvironment read = other.read().orElseThrow();
    assertThat(read.inventory()).isEqualTo(Samples.inventory());
    assertThat(read.newest().orElseThrow().status()).isEqualTo(ReleaseStatus.PENDING);
    ContentRef ref =
        other.release(1).orElseThrow().steps().get(0).restoration().orElseThrow().get("objects");
    assertThat(other.get(ref).bytes()).isEqualTo(bytes("kind: Deployment"));
  }

  @Test
  void everythingIsPrivateToItsOwner() throws IOException {
    save(1, ReleaseStatus.DEPLOYED, "plain");

    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.toList())
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void contentWithSecretsIsNowhereInTheOpen() throws IOException {
    store.initialise(Samples.IDENTITY, KEY);
    Content sealed = Content.sealed(bytes("marker-sealed"));
    Content secret = Content.ofSecretsIn("ecap", bytes("marker-secret"));

    ContentRef sealedRef = store.put(sealed);
    ContentRef secretRef = store.put(secret);

    assertThat(store.get(sealedRef)).isEqualTo(sealed);
    assertThat(store.get(secretRef)).isEqualTo(secret);
    assertThat(allBytes()).doesNotContain("marker-");
  }

  @Test
  void changedContentIsRefusedAndMendedByStoringItAgain() throws IOException {
    store.initialise(Samples.IDENTITY, KEY);
    Content content = Content.open(bytes("replicas: 3"));
    ContentRef ref = store.put(content);
    Path file = directory.resolve("content").resolve(ref.digest().hex());
    Files.writeString(file, "replicas: 9");

    assertThatThrownBy(() -> store.get(ref))
        .isInstanceOf(DeployctlException.class)
        .hasMessageContaining("does not have its digest");
    store.put(content);
    assertThat(store.get(ref)).isEqualTo(content);
    Files.delete(file);
    assertThatThrownBy(() -> store.get(ref)).hasMessageContaining("not there any more");
  }

  @Test
  void damagedStateIsADiagnostic() throws IOException {
    save(1, ReleaseStatus.DEPLOYED, "plain");
    Path state = directory.resolve("state.json");
    byte[] whole = Files.readAllBytes(state);
    Files.write(state, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> store.read())
        .isInstanceOf(DeployctlException.class)
        .hasMessageContaining("the environment's index in the environment's state is damaged");
    String newer =
        new String(whole, StandardCharsets.UTF_8).replaceFirst("\"schema\":1", "\"schema\":9");
    Files.writeString(state, newer);
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      assertThatThrownBy(
              () ->
                  store.save(
                      Samples.release(2, ReleaseStatus.PENDING),
                      Inventory.EMPTY,
                      Optional.empty(),
                      lease))
          .hasMessageContaining("newer deployctl");
    }
    assertThat(state).hasContent(newer);
  }

  @Test
  void secondHolderIsToldWhoTheFirstIs() {
    try (Lease first = store.acquire(HOLDER, Duration.ZERO)) {
      DirectoryEnvironmentStore other = new DirectoryEnvironmentStore(directory);

      assertThatThrownBy(() -> other.acquire(HOLDER, Duration.ZERO))
          .isInstanceOfSatisfying(
              DeployctlException.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(ExitStatus.LOCKED);
                assertThat(refusal.diagnostics().get(0).details().get(0))
                    .startsWith("run run-1 by ana@laptop since");
              });
      assertThat(other.holder()).contains(HOLDER);
      assertThat(first.isHeld()).isTrue();
    }
    assertThat(store.holder()).isEmpty();
  }

  @Test
  void waitingRunGetsTheLeaseOnceItIsFree() throws Exception {
    Lease first = store.acquire(HOLDER, Duration.ZERO);
    java.util.concurrent.ExecutorService other =
        java.util.concurrent.Executors.newSingleThreadExecutor();
    try {
      java.util.concurrent.Future<Lease> second =
          other.submit(() -> store.acquire(HOLDER, Duration.ofSeconds(60)));
      first.close();
      assertThat(second.get().isHeld()).isTrue();
      second.get().close();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void fenceGrowsWithEveryHolder() {
    long first;
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      first = lease.fence();
    }
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      assertThat(lease.fence()).isGreaterThan(first);
    }
  }

  @Test
  void lockOfAnotherProcessIsRespected() throws Exception {
    store.acquire(HOLDER, Duration.ZERO).close();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process holder =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                LockHolderMain.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      assertThatThrownBy(() -> store.acquire(HOLDER, Duration.ZERO))
          .isInstanceOf(DeployctlException.class);
      assertThat(store.holder().orElseThrow().actor()).isEqualTo("other@process");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    store.acquire(HOLDER, Duration.ofSeconds(20)).close();
  }

  @Test
  void leaseWhoseFileIsGoneIsLostAndWritesNothing() throws IOException {
    store.initialise(Samples.IDENTITY, KEY);
    AtomicInteger told = new AtomicInteger();
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      lease.onLost(told::incrementAndGet);
      Files.delete(directory.resolve("lock"));

      assertThatThrownBy(
              () ->
                  store.save(
                      Samples.release(1, ReleaseStatus.PENDING),
                      Inventory.EMPTY,
                      Optional.empty(),
                      lease))
          .hasMessageContaining("lease was lost");
      assertThat(lease.isHeld()).isFalse();
      assertThat(told).hasValue(1);
    }
    assertThat(store.read().orElseThrow().releases()).isEmpty();
  }

  @Test
  void contentThatNoKeptReleaseRefersToIsDeleted() throws IOException {
    for (int number = 1; number <= 13; number++) {
      save(number, ReleaseStatus.DEPLOYED, "content " + number);
    }

    assertThat(store.release(3)).isEmpty();
    assertThat(store.release(4)).isPresent();
    try (Stream<Path> files = Files.list(directory.resolve("content"))) {
      assertThat(files).hasSize(20);
    }
  }

  @Test
  void contentOfARunningReleaseIsKept() {
    store.initialise(Samples.IDENTITY, KEY);
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      ContentRef early = store.put(Content.open(bytes("put by a step that has not ended")));
      store.save(
          Samples.release(1, ReleaseStatus.PENDING), Inventory.EMPTY, Optional.empty(), lease);

      assertThat(store.get(early).bytes()).isNotEmpty();
    }
  }

  @Test
  void removedEnvironmentLeavesNothing() throws IOException {
    save(1, ReleaseStatus.DEPLOYED, "plain");
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      store.remove(lease);
    }

    assertThat(directory).doesNotExist();
    assertThat(store.read()).isEmpty();
  }

  private void save(int number, ReleaseStatus status, String content) {
    store.initialise(Samples.IDENTITY, KEY);
    try (Lease lease = store.acquire(HOLDER, Duration.ZERO)) {
      ContentRef ref = store.put(Content.open(bytes(content)));
      store.save(
          Samples.release(number, status, List.of(Samples.step("api", Optional.of(ref)))),
          Samples.inventory(),
          Optional.empty(),
          lease);
    }
  }

  private String allBytes() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
