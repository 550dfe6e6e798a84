package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads each secret once, and makes the redactor know it. Or reads none: then a stand-in takes its
 * place, which is enough to check everything around it. Safe for several threads.
 */
final class SecretAccess {
  private final SecretReader reader;
  private final Redactor redactor;
  private final boolean reads;
  private final Map<Template.SecretReference, SecretText> known = new ConcurrentHashMap<>();

  private SecretAccess(SecretReader reader, Redactor redactor, boolean reads) {
    this.reader = reader;
    this.redactor = redactor;
    this.reads = reads;
  }

  /** Returns one that reads. */
  static SecretAccess reading(SecretReader reader, Redactor redactor) {
    return new SecretAccess(reader, redactor, true);
  }

  /** Returns one that never reads. */
  static SecretAccess standIns(SecretReader reader, Redactor redactor) {
    return new SecretAccess(reader, redactor, false);
  }

  /** Returns the names of the sources that exist. */
  Set<String> sources() {
    return reader.sources();
  }

  /**
   * Returns the secret.
   *
   * @throws DeployctlException when it can't be read
   */
  SecretText read(Template.SecretReference reference) {
    if (!reads) {
      return new SecretText(SecretText.MASK);
    }
    return known.computeIfAbsent(reference, r -> adopt(reader.read(r.source(), r.reference())));
  }

  /** Returns the secret, after it is known to the redactor. */
  SecretText adopt(SecretText secret) {
    redactor.register(secret);
    return secret;
  }

  /** Makes a text that secrets are part of known to the redactor, unless they are stand-ins. */
  void composed(SecretText text) {
    if (reads) {
      redactor.register(text);
    }
  }
}
