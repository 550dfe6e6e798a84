package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ExitStatus;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSpecTest {
  private static final SandboxHome HOME = new SandboxHome(Path.of("/s"), Path.of("/b"));

  @ParameterizedTest
  @ValueSource(strings = {"default", "a", "try-1", "0", "a234567890123456789012345678901234567890"})
  void takesNamesThatFitAContextAndADirectory(String name) {
    assertThat(SandboxSpec.named(name, HOME, Map.of()).context())
        .isEqualTo("deployctl-sandbox-" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a-",
        "A",
        "..",
        "a/b",
        "a b",
        "a\n",
        ".x",
        "a2345678901234567890123456789012345678901"
      })
  void refusesNamesThatCouldLeaveTheDirectory(String name) {
    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> SandboxSpec.named(name, HOME, Map.of()))
        .satisfies(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(ExitStatus.INVALID);
              assertThat(refusal.diagnostics().get(0).code()).isEqualTo("sandbox-name");
              assertThat(refusal.diagnostics().get(0).hint()).isPresent();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 501})
  void refusesNumbersOfNodesThatCannotBe(int nodes) {
    SandboxSpec spec = SandboxSpec.named("a", HOME, Map.of());

    assertThatExceptionOfType(DeployctlException.class).isThrownBy(() -> spec.withNodes(nodes));
  }

  @Test
  void livesWhereTheBaseDirectorySpecificationSays() {
    Path user = Path.of("/home/someone");

    assertThat(SandboxHome.of(Map.of(), user))
        .isEqualTo(
            new SandboxHome(
                user.resolve(".local/state/deployctl/sandbox"),
                user.resolve(".cache/deployctl/sandbox-binaries")));
    assertThat(
            SandboxHome.of(
                Map.of("XDG_STATE_HOME", "/state", "XDG_CACHE_HOME", "relative/cache"), user))
        .isEqualTo(
            new SandboxHome(
                Path.of("/state/deployctl/sandbox"),
                user.resolve(".cache/deployctl/sandbox-binaries")));
  }
}
