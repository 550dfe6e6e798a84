package io.deployctl.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecordJsonTest {
  private static final EnvironmentIndex INDEX =
      EnvironmentIndex.empty(Samples.IDENTITY)
          .with(
              Samples.release(1, ReleaseStatus.DEPLOYED),
              Optional.of(new Hold(Digest.of("bad"), 2, "ana@laptop")));

  @Test
  void everyRecordComesBackAsItWasWritten() {
    Release release = Samples.release(3, ReleaseStatus.DEPLOYED);

    assertThat(ReleaseJson.read(ReleaseJson.write(release), "release 3")).isEqualTo(release);
    assertThat(InventoryJson.read(InventoryJson.write(Samples.inventory()), "the inventory"))
        .isEqualTo(Samples.inventory());
    assertThat(IndexJson.read(IndexJson.write(INDEX), "the index")).isEqualTo(INDEX);
  }

  @Test
  void fieldsStandInOneOrder() {
    String json = text(ReleaseJson.write(Samples.release(3, ReleaseStatus.DEPLOYED)));

    assertThat(json)
        .startsWith(
            """
            {"schema":1,"number":3,"run":"run-3","status":"deployed","mode":"deploy",\
            "namespace":"ecap","protected":true,"parent":2,"actor":{"user":"ana","host":"laptop",\
            "ciLink":"https://ci.example/1"},"git":""")
        .contains("\"needs\":[\"base\",\"config\"]");
  }

  @Test
  void fieldsOfANewerMinorVersionAreKept() {
    String json = text(ReleaseJson.write(Samples.release(3, ReleaseStatus.DEPLOYED)));
    String newer =
        json.replace("\"number\":3", "\"signatures\":[{\"by\":\"ana\",\"n\":1.50}],\"number\":3")
            .replace("\"step\":\"api\"", "\"rollout\":{\"canary\":null},\"step\":\"api\"");

    Release read = ReleaseJson.read(bytes(newer), "release 3");

    assertThat(read.unknownFields()).containsOnlyKeys("signatures");
    assertThat(text(ReleaseJson.write(read)))
        .contains("\"signatures\":[{\"by\":\"ana\",\"n\":1.50}]")
        .contains("\"rollout\":{\"canary\":null}");
    String index = text(IndexJson.write(INDEX)).replace("\"uuid\"", "\"color\":\"red\",\"uuid\"");
    assertThat(text(IndexJson.write(IndexJson.read(bytes(index), "the index"))))
        .contains("\"color\":\"red\"");
  }

  @Test
  void recordOfANewerMajorVersionIsRefused() {
    String json = text(IndexJson.write(INDEX)).replace("\"schema\":1", "\"schema\":2");

    assertThatThrownBy(() -> IndexJson.read(bytes(json), "the environment's index"))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            refusal -> assertThat(refusal.diagnostics().get(0).code()).isEqualTo("newer-record"))
        .hasMessageContaining("the environment's index was written by a newer deployctl");
  }

  @Test
  void wrongFieldIsNamedWithItsPlace() {
    String json =
        text(ReleaseJson.write(Samples.release(3, ReleaseStatus.DEPLOYED)))
            .replace("\"outcome\":\"succeeded\"", "\"outcome\":7");

    assertThatThrownBy(() -> ReleaseJson.read(bytes(json), "release 3"))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            refusal ->
                assertThat(refusal.diagnostics().get(0).details())
                    .containsExactly("`steps[0].outcome` is no text"));
  }

  @Test
  void truncatedRecordIsADiagnosticAtEveryLength() {
    byte[] whole = ReleaseJson.write(Samples.release(3, ReleaseStatus.DEPLOYED));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ReleaseJson.read(part, "release 3"))
          .isInstanceOf(DeployctlException.class);
    }
  }

  @Test
  void garbledRecordIsADiagnosticOrARecord() {
    byte[] whole = ReleaseJson.write(Samples.release(3, ReleaseStatus.DEPLOYED));
    Random random = new Random(42);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] garbled = whole.clone();
      garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
      try {
        ReleaseJson.read(garbled, "release 3");
      } catch (DeployctlException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void hostileJsonIsRefused() {
    for (String json :
        new String[] {
          "[".repeat(100_000),
          "null",
          "[]",
          "{\"schema\":1,\"schema\":1}",
          "{\"schema\":1} {}",
          "{\"schema\":99999999999999}",
          "{\"schema\":1,\"entries\":[" + "{\"a\":".repeat(5_000)
        }) {
      assertThatThrownBy(() -> InventoryJson.read(bytes(json), "the inventory"))
          .isInstanceOf(DeployctlException.class);
    }
  }

  @Test
  void indexKeepsTenReleasesAndTheLastVerifiedOne() {
    EnvironmentIndex index = EnvironmentIndex.empty(Samples.IDENTITY);
    index = index.with(Samples.release(1, ReleaseStatus.DEPLOYED), Optional.empty());
    for (int number = 2; number <= 14; number++) {
      index = index.with(Samples.release(number, ReleaseStatus.FAILED), Optional.empty());
    }

    assertThat(index.releases())
        .extracting(ReleaseSummary::number)
        .containsExactly(1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    assertThat(index.unknownFields()).isEqualTo(Map.of());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
