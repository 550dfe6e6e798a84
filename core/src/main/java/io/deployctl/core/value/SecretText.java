package io.deployctl.core.value;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The text of a secret. Nothing prints it: {@link #toString()} masks it, and it has no accessor but
 * {@link #reveal()}, so that every place where a secret leaves can be found by one search.
 */
public final class SecretText {
  /** What every output shows in a secret's place. */
  public static final String MASK = "(secret)";

  private final String text;

  /** Wraps the text of a secret. */
  public SecretText(String text) {
    this.text = requireNonNull(text, "text is null");
  }

  /**
   * Returns the secret itself. Call it only where the secret must leave: a Secret, a private file.
   */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return SecretText.class.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
