package io.deployctl.core.config;

import static java.util.Objects.requireNonNull;

/**
 * A secret that a project names with {@code ${secret:SOURCE:REFERENCE}}.
 *
 * @param source the source's name
 * @param reference what the source is asked for
 */
public record SecretName(String source, String reference) {
  /** Refuses nulls. */
  public SecretName {
    requireNonNull(source, "source is null");
    requireNonNull(reference, "reference is null");
  }
}
