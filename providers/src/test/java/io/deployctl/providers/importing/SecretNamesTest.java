package io.deployctl.providers.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "DB_PASSWORD",
        "rootPasswd",
        "api-key",
        "apiKey",
        "ACCESS_KEY",
        "clientSecret",
        "token",
        "privateKey",
        "credentials",
        "SENTRY_DSN"
      })
  void namesOfSecretsAreKnown(String name) {
    assertThat(SecretNames.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "existingSecret",
        "secretName",
        "passwordSecretRef",
        "PASSWORD_FILE",
        "tokenTtl",
        "username",
        "tokenUrl",
        "automountServiceAccountToken",
        "replicas",
        "passwordLength",
        "createSecret"
      })
  void namesOfWhatIsAboutSecretsAreNone(String name) {
    assertThat(SecretNames.isOne(name)).isFalse();
  }
}
