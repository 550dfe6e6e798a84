package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Tagger;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the live content of ConfigMaps and Secrets that are not the environment's, by tag. Each is
 * read once, so that all workloads of a plan see the same.
 */
final class ForeignConfig {
  private static final Map<String, ApiResource> RESOURCES =
      Map.of(
          "ConfigMap", new ApiResource("v1", "ConfigMap", "configmaps", true),
          "Secret", new ApiResource("v1", "Secret", "secrets", true));

  private final Cluster cluster;
  private final Tagger tagger;
  private final Map<ResourceId, KeyedTag> known = new ConcurrentHashMap<>();

  ForeignConfig(Cluster cluster, Tagger tagger) {
    this.cluster = cluster;
    this.tagger = tagger;
  }

  /** Returns the tag of the object's content; a warning where it is not there or can't be read. */
  Optional<KeyedTag> tag(ResourceId id, Manifest user, Diagnostics problems) {
    if (known.containsKey(id)) {
      return Optional.of(known.get(id));
    }
    try {
      Optional<ObjectNode> live = cluster.get(RESOURCES.get(id.kind()), id.namespace(), id.name());
      if (live.isEmpty()) {
        problems.add(unknown(id, user, "it does not exist"));
        return Optional.empty();
      }
      KeyedTag tag = tagger.tag(content(live.get()));
      known.put(id, tag);
      return Optional.of(tag);
    } catch (ApiFailure refused) {
      if (refused.code() != 403) {
        throw refused;
      }
      problems.add(unknown(id, user, "reading it is not granted"));
      return Optional.empty();
    }
  }

  private static String content(ObjectNode live) {
    return Trees.canonical(live.path("data")) + Trees.canonical(live.path("binaryData"));
  }

  private static Diagnostic unknown(ResourceId id, Manifest user, String why) {
    Diagnostic diagnostic =
        Diagnostic.warning(
            "unknown-configuration",
            user.id().address() + " is to restart on changes of " + id.address() + ", but " + why);
    return user.position().map(diagnostic::at).orElse(diagnostic);
  }
}
