package io.deployctl.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SealingTest {
  private static final byte[] PLAIN = "password: hunter2-long".getBytes(StandardCharsets.UTF_8);

  private final EnvironmentKey key = EnvironmentKey.random();

  @Test
  void sealedContentOpensUnderTheSameKeyOnly() {
    byte[] sealed = key.sealing().seal(PLAIN);

    assertThat(EnvironmentKey.of(key.reveal()).sealing().open(sealed, Digest.of(PLAIN)))
        .isEqualTo(PLAIN);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
    assertThatThrownBy(() -> EnvironmentKey.random().sealing().open(sealed, Digest.of(PLAIN)))
        .isInstanceOf(DeployctlException.class)
        .hasMessageContaining("can't be opened");
  }

  @Test
  void sealingTwiceGivesOtherBytes() {
    assertThat(key.sealing().seal(PLAIN)).isNotEqualTo(key.sealing().seal(PLAIN));
  }

  @Test
  void contentThatRepeatsItselfIsPacked() {
    byte[] record =
        "{\"password\": \"hunter2-long\"}\n".repeat(1000).getBytes(StandardCharsets.UTF_8);

    byte[] sealed = key.sealing().seal(record);

    assertThat(sealed).hasSizeLessThan(record.length / 10);
    assertThat(key.sealing().open(sealed, Digest.of(record))).isEqualTo(record);
    everyChangedByteIsNoticed(sealed, record);
  }

  @Test
  void everyChangedByteIsNoticed() {
    everyChangedByteIsNoticed(key.sealing().seal(PLAIN), PLAIN);
  }

  private void everyChangedByteIsNoticed(byte[] sealed, byte[] plain) {
    for (int place = 0; place < sealed.length; place++) {
      byte[] changed = sealed.clone();
      changed[place] ^= 3;
      assertThatThrownBy(() -> key.sealing().open(changed, Digest.of(plain)))
          .isInstanceOf(DeployctlException.class);
    }
  }

  @Test
  void nothingAtAllIsRefused() {
    assertThatThrownBy(() -> key.sealing().open(new byte[0], Digest.of(PLAIN)))
        .isInstanceOf(DeployctlException.class);
  }

  @Test
  void contentOfAnotherDigestIsRefused() {
    byte[] sealed = key.sealing().seal(PLAIN);

    assertThatThrownBy(() -> key.sealing().open(sealed, Digest.of("other")))
        .isInstanceOf(DeployctlException.class);
  }

  @Test
  void keyPrintsNothingOfItself() {
    assertThat(key).hasToString("(environment key)");
    assertThatThrownBy(() -> EnvironmentKey.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
