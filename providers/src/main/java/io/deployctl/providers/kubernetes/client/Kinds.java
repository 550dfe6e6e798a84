package io.deployctl.providers.kubernetes.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kinds that a server serves, as far as it told them. */
final class Kinds {
  private final Map<String, ApiResource> byVersionAndKind = new HashMap<>();
  private final Map<String, ApiResource> preferred = new LinkedHashMap<>();
  private final Set<String> unanswered = new TreeSet<>();
  private final Set<ApiResource> kept = new HashSet<>();

  /**
   * Adds a kind; the first version of a group that has it is the preferred one.
   *
   * @param isKept whether its objects can be listed and made
   */
  void add(String group, ApiResource resource, boolean isKept) {
    byVersionAndKind.putIfAbsent(key(resource.apiVersion(), resource.kind()), resource);
    preferred.putIfAbsent(key(group, resource.kind()), resource);
    if (isKept) {
      kept.add(resource);
    }
  }

  /** Returns the kinds whose objects can be listed and made, and what could not be asked. */
  Catalogue catalogue() {
    return new Catalogue(
        preferred.values().stream().filter(kept::contains).toList(),
        unanswered.stream().filter(where -> where.contains("/")).toList());
  }

  /** Notes a version whose kinds the server could not tell, because its backend is down. */
  void addUnanswered(String group, String version) {
    unanswered.add(group);
    unanswered.add(group.isEmpty() ? version : group + "/" + version);
  }

  /**
   * Returns the kind, or empty where the server has no such kind.
   *
   * @throws ApiFailure when the server can't tell
   */
  Optional<ApiResource> find(String apiVersion, String kind) {
    return known(byVersionAndKind, apiVersion, kind);
  }

  /**
   * Returns the kind in its preferred version, or empty where the server has no such kind.
   *
   * @throws ApiFailure when the server can't tell
   */
  Optional<ApiResource> findPreferred(String group, String kind) {
    return known(preferred, group, kind);
  }

  private Optional<ApiResource> known(Map<String, ApiResource> in, String where, String kind) {
    ApiResource found = in.get(key(where, kind));
    if (found == null && unanswered.contains(where)) {
      throw new ApiFailure(
          503,
          "ServiceUnavailable",
          "the API `" + where + "` is served by an extension that does not answer",
          Optional.empty());
    }
    return Optional.ofNullable(found);
  }

  private static String key(String where, String kind) {
    return where + "|" + kind;
  }
}
