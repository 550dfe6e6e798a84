package io.deployctl.core.config;

import io.deployctl.core.value.SecretText;
import java.util.Set;

/** Reads secrets from where {@code ${secret:SOURCE:REFERENCE}} says they are. */
public interface SecretReader {
  /** Returns the names of the sources that exist, such as {@code env} and {@code file}. */
  Set<String> sources();

  /**
   * Reads one secret.
   *
   * @param source the source's name
   * @param reference what to ask it for
   * @throws io.deployctl.core.diagnostic.DeployctlException when there is no such source or it does
   *     not give the secret: why, and what to do. It never holds the secret
   */
  SecretText read(String source, String reference);
}
