package io.deployctl.core.store;

import io.deployctl.core.value.Tagger;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The secret of one environment: 32 random bytes, kept in its store. Tags of secrets and sealed
 * content are made under it.
 */
public final class EnvironmentKey {
  /** How many bytes a key has. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private EnvironmentKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an environment's key has " + LENGTH + " bytes");
    }
    this.bytes = bytes;
  }

  /** Returns a new key. */
  public static EnvironmentKey random() {
    byte[] bytes = new byte[LENGTH];
    new SecureRandom().nextBytes(bytes);
    return new EnvironmentKey(bytes);
  }

  /**
   * Returns the key of the given bytes.
   *
   * @throws IllegalArgumentException when there are not {@link #LENGTH} of them
   */
  public static EnvironmentKey of(byte[] bytes) {
    return new EnvironmentKey(bytes.clone());
  }

  /** Returns the bytes. Call it only where the key is stored. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** Returns whether the other is the same key. */
  public boolean isSame(EnvironmentKey other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Returns the tagger under this key. */
  public Tagger tagger() {
    return new Tagger(bytes.clone());
  }

  /** Returns what seals and opens content under this key. */
  public Sealing sealing() {
    return new Sealing(bytes);
  }

  @Override
  public String toString() {
    return "(environment key)";
  }
}
