package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals content under an environment's key: AES-256-GCM with a random nonce, bound to the plain
 * bytes' digest and to the form. The form is one byte, which says whether the bytes were packed
 * before they were sealed, 12 bytes of nonce, then ciphertext with its tag. Safe for several
 * threads.
 */
public final class Sealing {
  private static final byte PLAIN = 1;
  private static final byte PACKED = 2;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /** Makes one under the given environment's key. */
  Sealing(byte[] environmentKey) {
    this.key = new SecretKeySpec(derive(environmentKey), "AES");
  }

  /** Returns the plain bytes sealed. Sealing the same again gives other bytes. */
  public byte[] seal(byte[] plain) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    byte[] packed = Zipped.pack(plain);
    boolean shorter = packed.length < plain.length;
    byte form = shorter ? PACKED : PLAIN;
    try {
      byte[] secret =
          cipher(Cipher.ENCRYPT_MODE, nonce, form, Digest.of(plain))
              .doFinal(shorter ? packed : plain);
      return ByteBuffer.allocate(1 + NONCE_LENGTH + secret.length)
          .put(form)
          .put(nonce)
          .put(secret)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + CIPHER, impossible);
    }
  }

  /**
   * Returns the plain bytes of sealed content.
   *
   * @param sealed what {@link #seal} returned
   * @param expected the plain bytes' digest
   * @throws DeployctlException when the bytes were changed, belong to another digest, or were
   *     sealed under another key
   */
  public byte[] open(byte[] sealed, Digest expected) {
    if (sealed.length <= 1 + NONCE_LENGTH || (sealed[0] != PLAIN && sealed[0] != PACKED)) {
      throw broken(expected);
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_LENGTH);
    int start = 1 + NONCE_LENGTH;
    try {
      byte[] opened =
          cipher(Cipher.DECRYPT_MODE, nonce, sealed[0], expected)
              .doFinal(sealed, start, sealed.length - start);
      return sealed[0] == PLAIN
          ? opened
          : Zipped.unpack(opened).orElseThrow(() -> broken(expected));
    } catch (GeneralSecurityException changed) {
      throw broken(expected);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte form, Digest digest)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(digest.value().getBytes(StandardCharsets.UTF_8));
    if (form != PLAIN) {
      cipher.updateAAD(new byte[] {form});
    }
    return cipher;
  }

  // Another function than the one that makes tags, so that no tag can ever be the sealing key.
  private static byte[] derive(byte[] environmentKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(environmentKey, "HmacSHA512"));
      byte[] derived = mac.doFinal("deployctl sealing v1".getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(derived, 32);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA512", impossible);
    }
  }

  private static DeployctlException broken(Digest expected) {
    return DeployctlException.failed(
        Diagnostic.error(
                "content-not-authentic",
                "stored content "
                    + expected.brief()
                    + " can't be opened: it was changed, or sealed under another environment's key")
            .hint(StateAdvice.WAYS_ON));
  }
}
