package io.deployctl.core.release;

import java.util.Optional;

/**
 * Who runs.
 *
 * @param user the user's name
 * @param host the host's name
 * @param ciLink the CI job's address, when it runs in one
 */
public record Actor(String user, String host, Optional<String> ciLink) {
  /** Returns {@code user@host}. */
  public String display() {
    return user + "@" + host;
  }
}
