package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;

/** For a child process whose lines are shown to nobody unless they went to standard error. */
enum NoRedaction implements Redactor {
  INSTANCE;

  @Override
  public void register(SecretText secret) {}

  @Override
  public String redact(String text) {
    return text;
  }

  @Override
  public Filter newFilter() {
    return new Filter() {
      @Override
      public String next(String chunk) {
        return chunk;
      }

      @Override
      public String end() {
        return "";
      }
    };
  }
}
