package io.deployctl.core.value;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes {@link KeyedTag}s: HMAC-SHA-256 under one environment's key. Safe for several threads. */
public final class Tagger {
  private static final String ALGORITHM = "HmacSHA256";

  /** Never used itself: making one looks through the platform's providers. */
  private final Mac prepared;

  /** Makes a tagger under the given key of 32 random bytes. */
  public Tagger(byte[] key) {
    requireNonNull(key, "key is null");
    try {
      this.prepared = Mac.getInstance(ALGORITHM);
      prepared.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  /** Returns the tag of the bytes. */
  public KeyedTag tag(byte[] content) {
    try {
      Mac mac = (Mac) prepared.clone();
      return new KeyedTag(HexFormat.of().formatHex(mac.doFinal(content)));
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", impossible);
    }
  }

  /** Returns the tag of the text's UTF-8 bytes. */
  public KeyedTag tag(String text) {
    return tag(text.getBytes(StandardCharsets.UTF_8));
  }
}
