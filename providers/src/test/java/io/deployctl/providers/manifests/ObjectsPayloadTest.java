package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.value.ValuePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectsPayloadTest {
  private static final Manifest PLAIN =
      Yaml.manifest(
          "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: ns}, data: {a.b: '1'}}");
  private static final Manifest TAINTED =
      Yaml.manifest(
          "{apiVersion: v1, kind: ConfigMap, metadata: {name: t, namespace: ns}, data: {a: s3cr3t}}",
          "data.a");
  private static final Manifest SECRET =
      Yaml.manifest(
          "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}, data: {a: czNjcjN0}}");

  @Test
  void secretsAreKeptApart() {
    Map<String, Content> payload = ObjectsPayload.write(List.of(PLAIN, TAINTED, SECRET));

    assertThat(payload).containsOnlyKeys("objects", "objects.sealed", "secrets.ns");
    assertThat(payload.get("objects").placement()).isEqualTo(new Placement.Open());
    assertThat(payload.get("objects.sealed").placement()).isEqualTo(new Placement.Sealed());
    assertThat(payload.get("secrets.ns").placement()).isEqualTo(new Placement.SecretIn("ns"));
    assertThat(new String(payload.get("objects").bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain("s3cr3t");
  }

  @Test
  void manifestsComeBackWithWhatIsSensitive() {
    Map<String, Content> payload = ObjectsPayload.write(List.of(SECRET, PLAIN, TAINTED));

    assertThat(ObjectsPayload.read(payload).values())
        .containsExactlyInAnyOrder(PLAIN, TAINTED, SECRET)
        .anySatisfy(m -> assertThat(m.sensitive()).containsExactly(ValuePath.parse("data.a")));
  }

  @Test
  void sameManifestsAreTheSameBytesInAnyOrder() {
    assertThat(ObjectsPayload.write(List.of(SECRET, PLAIN, TAINTED)))
        .isEqualTo(ObjectsPayload.write(List.of(TAINTED, SECRET, PLAIN)));
  }
}
