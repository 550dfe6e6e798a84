package io.deployctl.providers.helm;

import io.deployctl.core.model.ResourceId;
import java.util.Map;
import java.util.SortedMap;

/**
 * An object of a release's manifest, or one of its hooks.
 *
 * @param id the object
 * @param apiVersion its version
 * @param hook the events of a hook, such as {@code post-install}; empty for an object
 * @param tree the object as it was rendered
 * @param leaves its leaves by path
 */
record HelmObject(
    ResourceId id,
    String apiVersion,
    String hook,
    Map<String, Object> tree,
    SortedMap<String, Object> leaves) {
  /** Returns the object as plans show it. */
  String address() {
    return hook.isEmpty() ? id.address() : "hook " + id.address() + " (" + hook + ")";
  }

  /** Returns the key of one of its leaves among all leaves of a release. */
  String key(String path) {
    return hook + " " + id + " " + path;
  }

  /** Returns whether Helm leaves the object alone when it goes from the release. */
  boolean isKept() {
    return "keep".equals(leaves.get("metadata.annotations.helm\\.sh/resource-policy"));
  }

  boolean isSecret() {
    return id.kind().equals("Secret") && id.group().isEmpty();
  }

  @Override
  public String toString() {
    return address();
  }
}
