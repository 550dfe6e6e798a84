package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImmutablesTest {
  private static final List<FieldDiff.Difference> DIFFERENCES =
      FieldDiff.compare(
          Yaml.tree("{spec: {replicas: 1, serviceName: a, podManagementPolicy: x}, data: {a: b}}"),
          Yaml.tree("{spec: {replicas: 2, serviceName: b, podManagementPolicy: y}, data: {a: c}}"),
          path -> false);

  @Test
  void fieldThatTheServerNamesIsTaken() {
    assertThat(names("spec.selector", "field is immutable")).isEqualTo("spec.selector");
  }

  @Test
  void specIsNarrowedToWhatDiffersAndMayNot() {
    assertThat(
            names(
                "spec",
                "Forbidden: updates to statefulset spec for fields other than 'replicas',"
                    + " 'ordinals', 'template' and 'minReadySeconds' are forbidden"))
        .isEqualTo("spec.serviceName, spec.podManagementPolicy");
    assertThat(
            names(
                "spec",
                "Forbidden: spec is immutable after creation except resources.requests,"
                    + " serviceName and volumeAttributesClassName for bound claims\n  core.Spec{"))
        .isEqualTo("spec.replicas, spec.podManagementPolicy");
  }

  @Test
  void specStaysWhereNothingNarrowsIt() {
    assertThat(Immutables.names(List.of(new Immutables.Refused("spec", "immutable")), List.of()))
        .isEqualTo("spec");
  }

  private static String names(String field, String message) {
    return Immutables.names(List.of(new Immutables.Refused(field, message)), DIFFERENCES);
  }
}
