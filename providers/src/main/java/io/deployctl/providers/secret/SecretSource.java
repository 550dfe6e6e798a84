package io.deployctl.providers.secret;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Need;
import io.deployctl.core.value.SecretText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One place that secrets come from. */
interface SecretSource {
  /**
   * Reads one secret.
   *
   * @throws DeployctlException when it can't be read; the message never holds a part of it
   */
  SecretText read(String reference);

  /** Returns what an account of the cluster has to be allowed to do, so that it can be read. */
  default List<Need> needs(String reference) {
    return List.of();
  }

  /** Returns that a secret can't be read, and what to do. */
  static DeployctlException refuse(String shown, String reason, String hint) {
    return DeployctlException.invalid(
        Diagnostic.error("unreadable-secret", "can't read the secret " + shown + ": " + reason)
            .hint(hint));
  }

  /**
   * Returns the bytes as a secret, without the one line end that editors and programs put after it.
   *
   * @param shown the secret's source and reference, for messages
   */
  static SecretText text(byte[] bytes, String shown) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text(text, shown);
    } catch (CharacterCodingException binary) {
      throw refuse(shown, "it is not UTF-8 text", "Encode it, for example with `base64`");
    }
  }

  /** Returns the text as a secret, without the one line end after it. */
  static SecretText text(String text, String shown) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
      if (end > 0 && text.charAt(end - 1) == '\r') {
        end--;
      }
    }
    if (end == 0) {
      throw refuse(shown, "it is empty", "Give it a value; an empty secret protects nothing");
    }
    return new SecretText(text.substring(0, end));
  }
}
