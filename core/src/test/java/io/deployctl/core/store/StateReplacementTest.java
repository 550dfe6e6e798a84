package io.deployctl.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.statefile.StateFileHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole state is read, written to a file, and put in the place of another. */
final class StateReplacementTest {
  private static final EnvironmentKey KEY = EnvironmentKey.random();
  private static final int MUTATIONS = 3_000;

  @TempDir Path temporary;

  private DirectoryEnvironmentStore store(String name) {
    return new DirectoryEnvironmentStore(temporary.resolve(name));
  }

  private static Lease lease(DirectoryEnvironmentStore store) {
    return store.acquire(
        new LeaseHolder(
            new RunId("run-x"), "ana@laptop", "test", "", Optional.empty(), Samples.START),
        Duration.ZERO);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Fills a store with so many releases, each with an open, a sealed and a Secret's content. */
  private static void fill(DirectoryEnvironmentStore store, int releases) {
    store.initialise(Samples.IDENTITY, KEY);
    try (Lease lease = lease(store)) {
      for (int number = 1; number <= releases; number++) {
        ContentRef open = store.put(Content.open(bytes("open " + number)));
        ContentRef sealed = store.put(Content.sealed(bytes("marker-sealed " + number)));
        ContentRef secret = store.put(Content.ofSecretsIn("ecap", bytes("marker-in " + number)));
        store.save(
            Samples.release(
                number,
                ReleaseStatus.DEPLOYED,
                List.of(
                    Samples.step("open", Optional.of(open)),
                    Samples.step("sealed", Optional.of(sealed)),
                    Samples.step("secret", Optional.of(secret)))),
            Samples.inventory(),
            Optional.of(new Hold(Digest.of("held"), 1, "ana")),
            lease);
      }
    }
  }

  private StateImage filled(String name, int releases) {
    DirectoryEnvironmentStore store = store(name);
    fill(store, releases);
    return StateReader.read(store.parts()).orElseThrow();
  }

  private static StateFile file(StateImage image) {
    StateFileHead head =
        new StateFileHead(
            Samples.START, "ana@laptop", "0.1.0", Optional.empty(), "ecap", Optional.empty());
    return new StateFile(head, image);
  }

  @Test
  void stateGoesThroughAFileIntoAnotherStoreUnchanged() {
    StateImage image = filled("one", 3);
    assertThat(image.isWhole()).isTrue();
    byte[] written = file(image).write();
    assertThat(new String(written, StandardCharsets.ISO_8859_1)).doesNotContain("marker-");

    DirectoryEnvironmentStore other = store("other");
    try (Lease lease = lease(other)) {
      other.replace(StateFile.read(written).image(), lease);
    }

    StateImage again = StateReader.read(other.parts()).orElseThrow();
    assertThat(again.index()).isEqualTo(image.index());
    assertThat(again.inventory()).isEqualTo(image.inventory());
    assertThat(again.releases()).isEqualTo(image.releases());
    assertThat(again.contents()).isEqualTo(image.contents());
    assertThat(again.key().orElseThrow().reveal()).isEqualTo(KEY.reveal());
    assertThat(StateLoss.between(image, again)).isEmpty();
  }

  @Test
  void fileThatWasChangedAnywhereIsRefused() {
    byte[] whole = file(filled("one", 2)).write();
    Random random = new Random(20_260_102);
    for (int count = 0; count < MUTATIONS; count++) {
      byte[] mutated = mutated(whole, random);
      if (Arrays.equals(mutated, whole)) {
        continue;
      }
      assertThatThrownBy(() -> StateFile.read(mutated))
          .as("mutation %d", count)
          .isInstanceOfSatisfying(
              DeployctlException.class,
              refused -> assertThat(refused.status()).isEqualTo(ExitStatus.INVALID));
    }
  }

  private static byte[] mutated(byte[] whole, Random random) {
    int at = random.nextInt(whole.length);
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(whole, at);
    }
    byte[] mutated = whole.clone();
    mutated[at] = (byte) random.nextInt(256);
    return mutated;
  }

  @Test
  void replacementThatWasCutShortLeavesNothingToTakeForAStateAndCanBeDoneAgain()
      throws IOException {
    StateImage image = filled("one", 2);
    DirectoryEnvironmentStore other = store("other");
    other.initialise(
        new EnvironmentIdentity("ecap", "production", "other"), EnvironmentKey.random());
    // What a replacement by another environment's state does first.
    Files.delete(temporary.resolve("other/environment.json"));
    assertThat(other.read()).isEmpty();

    try (Lease lease = lease(other)) {
      other.replace(image, lease);
    }
    assertThat(other.read().orElseThrow().identity()).isEqualTo(Samples.IDENTITY);
  }

  @Test
  void replacementWithoutTheLeaseIsRefused() {
    StateImage image = filled("one", 1);
    DirectoryEnvironmentStore other = store("other");
    Lease lease = lease(other);
    lease.close();

    assertThatThrownBy(() -> other.replace(image, lease)).isInstanceOf(DeployctlException.class);
    assertThat(other.read()).isEmpty();
  }

  @Test
  void stateOfANewerVersionIsNotReplaced() throws IOException {
    StateImage image = filled("one", 1);
    DirectoryEnvironmentStore other = store("other");
    fill(other, 1);
    Files.writeString(temporary.resolve("other/state.json"), "{\"schema\":99}");

    try (Lease lease = lease(other)) {
      assertThatThrownBy(() -> other.replace(image, lease))
          .hasMessageContaining("written by a newer deployctl");
    }
    assertThat(temporary.resolve("other/state.json")).hasContent("{\"schema\":99}");
  }

  @Test
  void whatIsDamagedIsListedAndTheRestIsRead() throws IOException {
    filled("one", 3);
    Path content = temporary.resolve("one/content");
    Files.delete(content.resolve(Digest.of(bytes("open 2")).hex()));
    Files.writeString(content.resolve(Digest.of(bytes("marker-sealed 3")).hex() + ".sealed"), "x");

    StateImage left = StateReader.read(store("one").parts()).orElseThrow();

    assertThat(left.missing()).hasSize(2);
    assertThat(left.missing().get(0)).contains("of release 2");
    assertThat(left.missing().get(1)).contains("of release 3");
    assertThat(left.contents()).hasSize(7);
    assertThat(left.releases()).hasSize(3);
  }

  @Test
  void withoutItsIndexTheReleasesAreFoundByTheirForm() throws IOException {
    StateImage whole = filled("one", 3);
    Files.delete(temporary.resolve("one/state.json"));

    StateImage left = StateReader.read(store("one").parts()).orElseThrow();

    assertThat(left.releases()).isEqualTo(whole.releases());
    assertThat(left.index().releases()).isEqualTo(whole.index().releases());
    assertThat(left.inventory()).isEqualTo(Inventory.EMPTY);
    assertThat(left.missing()).anyMatch(line -> line.startsWith("the index: "));
    assertThat(left.missing()).anyMatch(line -> line.startsWith("the inventory: "));
  }

  @Test
  void withoutAnythingThereIsNothing() {
    assertThat(StateReader.read(store("none").parts())).isEmpty();
    assertThat(store("none").examine().isSound()).isTrue();
  }

  @Test
  void lossNamesWhatOnlyTheStoredStateHas() {
    StateImage older = filled("older", 1);
    StateImage newer = filled("newer", 3);

    assertThat(StateLoss.between(older, newer)).isEmpty();
    assertThat(StateLoss.between(newer, older))
        .anyMatch(line -> line.startsWith("release 2 (deployed), made by ana@laptop"))
        .anyMatch(line -> line.startsWith("release 3 (deployed)"));
  }

  @Test
  void releasesThatGoByThemselvesAreNoLoss() {
    StateImage older = filled("older", 4);
    StateImage newer = filled("newer", 14);

    assertThat(newer.index().releases()).noneMatch(line -> line.number() == 4);
    assertThat(StateLoss.between(older, newer)).isEmpty();
  }

  @Test
  void examinationNamesWhatIsWrongAndWhoIsAtWork() throws IOException {
    filled("one", 1);
    assertThat(store("one").examine().isSound()).isTrue();
    try (Lease lease = lease(store("one"))) {
      assertThat(lease.isHeld()).isTrue();
      assertThat(store("one").examine().atWork()).isEmpty();
      Files.writeString(temporary.resolve("one/state.json"), "garbage");

      StoreCondition condition = store("one").examine();

      assertThat(condition.troubles()).extracting("code").containsExactly("state-damaged");
      assertThat(condition.atWork().orElseThrow().actor()).isEqualTo("ana@laptop");
    }
  }
}
