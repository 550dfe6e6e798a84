package io.deployctl.core.model;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest in its written form, {@code sha256:<64 hex digits>}.
 *
 * @param value the written form
 */
public record Digest(String value) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final Pattern WRITTEN = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  /** Refuses any text that is not a SHA-256 digest in its written form. */
  public Digest {
    requireNonNull(value, "value is null");
    if (!WRITTEN.matcher(value).matches()) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + value);
    }
  }

  /** Returns the digest of the given bytes. */
  public static Digest of(byte[] content) {
    return new Digest(PREFIX + HexFormat.of().formatHex(sha256().digest(content)));
  }

  /** Returns the digest of the text's UTF-8 bytes. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the 64 hex digits without the algorithm's name. */
  public String hex() {
    return value.substring(PREFIX.length());
  }

  /**
   * Returns the first 12 hex digits: enough to tell digests apart on a screen, never to compare.
   */
  public String brief() {
    return hex().substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
