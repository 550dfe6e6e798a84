package io.deployctl.providers.kubernetes.client;

import static java.util.Objects.requireNonNull;

/**
 * A warning that the API server sent along with an answer, such as a deprecated version.
 *
 * @param path the path that was asked for
 * @param text the server's own words
 */
public record ApiWarning(String path, String text) {
  /** Refuses nulls. */
  public ApiWarning {
    requireNonNull(path, "path is null");
    requireNonNull(text, "text is null");
  }
}
