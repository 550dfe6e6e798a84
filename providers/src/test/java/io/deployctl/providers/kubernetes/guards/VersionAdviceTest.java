package io.deployctl.providers.kubernetes.guards;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.config.VersionRange;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionAdviceTest {
  @Test
  void versionThatNoneServesIsAnError() {
    Diagnostic told = advice(">=1.28", "policy/v1beta1", "PodDisruptionBudget").orElseThrow();

    assertThat(told.isError()).isTrue();
    assertThat(told.code()).isEqualTo("removed-api-version");
    assertThat(told.summary())
        .isEqualTo(
            "`policy/v1beta1` PodDisruptionBudget was removed in Kubernetes 1.25, and the project"
                + " requires 1.28 or later");
    assertThat(told.hint()).contains("Write it as `policy/v1`");
  }

  @Test
  void kindThatIsGoneSaysWhatToDoInstead() {
    assertThat(advice(">=1.28", "policy/v1beta1", "PodSecurityPolicy").orElseThrow().hint())
        .contains("Label the namespace with `pod-security.kubernetes.io/enforce` instead");
  }

  @Test
  void versionThatSomeServeIsAWarning() {
    assertThat(advice(">=1.24 <1.28", "batch/v1beta1", "CronJob").orElseThrow().severity())
        .isEqualTo(Severity.WARNING);
    assertThat(advice(">=1.20 <1.30", "storage.k8s.io/v1beta1", "CSIStorageCapacity")).isPresent();
  }

  @Test
  void versionThatAllServeIsFine() {
    assertThat(advice(">=1.28", "apps/v1", "Deployment")).isEmpty();
    assertThat(advice("1.20", "storage.k8s.io/v1beta1", "CSIStorageCapacity")).isEmpty();
    assertThat(advice(">=1.28", "example.com/v1beta1", "Ingress")).isEmpty();
  }

  private static Optional<Diagnostic> advice(String range, String apiVersion, String kind) {
    return new VersionAdvice(VersionRange.parse(range).orElseThrow()::matches).of(apiVersion, kind);
  }
}
