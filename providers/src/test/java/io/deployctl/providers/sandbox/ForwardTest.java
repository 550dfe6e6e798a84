package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardTest {
  @Test
  void readsWhatItWrites() {
    Forward forward = new Forward("shop", 8080, "127.0.0.1", 18_080);

    assertThat(Forward.parse("shop/8080=127.0.0.1:18080")).isEqualTo(forward);
    assertThat(Forward.parse(forward.toString())).isEqualTo(forward);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8080=127.0.0.1:1",
        "shop/0=127.0.0.1:1",
        "shop/80=127.0.0.1:70000",
        "shop/99999=127.0.0.1:1",
        "Shop/80=127.0.0.1:1",
        "shop/80=127.0.0.1",
        "shop/80=a b:1"
      })
  void saysHowAForwardIsWritten(String text) {
    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Forward.parse(text))
        .satisfies(
            refusal ->
                assertThat(refusal.diagnostics().get(0).hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("NAMESPACE/PORT")));
  }

  @Test
  void laterForwardOfTheSamePortReplacesTheFormer() {
    List<Forward> had = List.of(Forward.parse("a/1=h:1"), Forward.parse("b/1=h:1"));

    assertThat(Adjustment.merged(had, List.of(Forward.parse("a/1=h:2"))))
        .containsExactly(Forward.parse("a/1=h:2"), Forward.parse("b/1=h:1"));
    assertThat(Adjustment.merged(had, List.of())).isEqualTo(had);
  }
}
