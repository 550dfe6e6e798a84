package io.deployctl.providers.process;

import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Masks registered secrets as they are, also where a stream's chunks split them. */
public final class TestRedactor implements Redactor {
  private final List<String> secrets = new CopyOnWriteArrayList<>();

  @Override
  public void register(SecretText secret) {
    secrets.add(secret.reveal());
  }

  @Override
  public String redact(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, SecretText.MASK);
    }
    return masked;
  }

  @Override
  public Filter newFilter() {
    return new HoldingFilter();
  }

  private final class HoldingFilter implements Filter {
    private String held = "";

    @Override
    public String next(String chunk) {
      String text = redact(held + chunk);
      int longest = secrets.stream().mapToInt(String::length).max().orElse(1);
      int safe = Math.max(0, text.length() - (longest - 1));
      held = text.substring(safe);
      return text.substring(0, safe);
    }

    @Override
    public String end() {
      String rest = held;
      held = "";
      return rest;
    }
  }
}
