package io.deployctl.providers.kubernetes.client;

import java.util.List;

/**
 * The kinds of objects that a server keeps.
 *
 * @param kinds those that can be listed and made, each in the version that its group prefers
 * @param unanswered APIs of extensions that did not answer, so that their kinds are not known
 */
public record Catalogue(List<ApiResource> kinds, List<String> unanswered) {
  /** Copies. */
  public Catalogue {
    kinds = List.copyOf(kinds);
    unanswered = List.copyOf(unanswered);
  }
}
