package io.deployctl.providers.kubernetes.readiness;

import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.util.ArrayList;
import java.util.List;

/** Masks the plain text of every registered secret, whatever its length. */
public final class TestingRedactor implements Redactor {
  private final List<SecretText> secrets = new ArrayList<>();

  @Override
  public void register(SecretText secret) {
    secrets.add(secret);
  }

  @Override
  public String redact(String text) {
    String safe = text;
    for (SecretText secret : secrets) {
      safe = secret.reveal().isEmpty() ? safe : safe.replace(secret.reveal(), SecretText.MASK);
    }
    return safe;
  }

  @Override
  public Filter newFilter() {
    throw new UnsupportedOperationException("no streams here");
  }
}
