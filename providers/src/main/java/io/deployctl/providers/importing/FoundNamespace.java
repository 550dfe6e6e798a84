package io.deployctl.providers.importing;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.ResourceId;
import java.util.List;

/**
 * What runs in a namespace.
 *
 * @param namespace its name
 * @param objects what somebody wrote
 * @param secrets Secrets that somebody made; what is in them is not read further
 * @param left what is nobody's to write
 * @param releases the names of Helm's releases
 * @param unread kinds whose objects could not be listed, with the reason
 */
public record FoundNamespace(
    String namespace,
    List<FoundObject> objects,
    List<ResourceId> secrets,
    List<LeftObject> left,
    List<String> releases,
    List<String> unread) {
  /** Refuses null and copies. */
  public FoundNamespace {
    requireNonNull(namespace, "namespace is null");
    objects = List.copyOf(objects);
    secrets = List.copyOf(secrets);
    left = List.copyOf(left);
    releases = List.copyOf(releases);
    unread = List.copyOf(unread);
  }
}
