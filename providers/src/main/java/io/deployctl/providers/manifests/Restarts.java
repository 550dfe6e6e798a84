package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.ValuePath;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes pods restart when their configuration changes: a workload's pod template carries a tag of
 * the environment's ConfigMaps and Secrets that it names, and of others that the annotation {@value
 * Labels#RESTART_ON} lists. Its value {@code none} turns that off for an object. Jobs are left out:
 * they would run again. So are imagePullSecrets: only the kubelet reads them, when it pulls.
 */
final class Restarts {
  private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");
  private static final int TAG_LENGTH = 16;

  private final ConfigTags tags;
  private final StepScope scope;
  private final ForeignConfig foreign;
  private final Diagnostics problems;

  /**
   * Makes one.
   *
   * @param problems takes annotations that can't be read
   */
  Restarts(ConfigTags tags, StepScope scope, Cluster cluster, Diagnostics problems) {
    this.tags = tags;
    this.scope = scope;
    this.foreign = new ForeignConfig(cluster, scope.tagger());
    this.problems = problems;
  }

  /** Returns the manifest with the tag, where it is a workload that names such objects. */
  Manifest tagged(Manifest manifest) {
    boolean workload = manifest.id().group().equals("apps") && KINDS.contains(manifest.id().kind());
    RestartOn on = RestartOn.of(manifest, problems);
    if (!workload
        || on.nothing()
        || !(manifest.body().path("spec").get("template") instanceof ObjectNode)) {
      return manifest;
    }
    SortedSet<ResourceId> named =
        named(manifest.body().path("spec").path("template").path("spec"), manifest);
    named.addAll(on.objects());
    StringBuilder content = new StringBuilder();
    for (ResourceId id : named) {
      Optional<KeyedTag> tag = tags.find(id, scope.inventory());
      if (tag.isEmpty() && on.objects().contains(id)) {
        tag = foreign.tag(id, manifest, problems);
      }
      tag.ifPresent(known -> content.append(id).append('=').append(known.value()).append('\n'));
    }
    if (content.isEmpty()) {
      return manifest;
    }
    String tag = scope.tagger().tag(content.toString()).value().substring(0, TAG_LENGTH);
    ObjectNode body = manifest.body().deepCopy();
    Trees.objectAt(body, "spec", "template", "metadata", "annotations").put(Labels.CONFIG_TAG, tag);
    return awaiting(manifest.as(manifest.id(), body), tags.waitsOn(named));
  }

  /** Returns the environment's ConfigMaps and Secrets that the workload's pods read. */
  static Set<ResourceId> named(Manifest manifest) {
    SortedSet<ResourceId> named =
        named(manifest.body().path("spec").path("template").path("spec"), manifest);
    named.addAll(RestartOn.of(manifest, new Diagnostics()).objects());
    return named;
  }

  private static Manifest awaiting(Manifest manifest, Set<StepOutputRef> waits) {
    if (waits.isEmpty()) {
      return manifest;
    }
    ValuePath path =
        new ValuePath(List.of("spec", "template", "metadata", "annotations", Labels.CONFIG_TAG));
    Map<ValuePath, Set<StepOutputRef>> waiting = new HashMap<>(manifest.waiting());
    waiting.put(path, waits);
    return new Manifest(
        manifest.id(),
        manifest.apiVersion(),
        manifest.body(),
        manifest.sensitive(),
        waiting,
        manifest.ignored(),
        manifest.written());
  }

  private static SortedSet<ResourceId> named(JsonNode pod, Manifest manifest) {
    SortedSet<ResourceId> named = new TreeSet<>();
    String namespace = manifest.id().namespace();
    for (String containers : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(containers)) {
        for (JsonNode source : container.path("envFrom")) {
          add(named, namespace, "ConfigMap", source.path("configMapRef").path("name"));
          add(named, namespace, "Secret", source.path("secretRef").path("name"));
        }
        for (JsonNode variable : container.path("env")) {
          JsonNode source = variable.path("valueFrom");
          add(named, namespace, "ConfigMap", source.path("configMapKeyRef").path("name"));
          add(named, namespace, "Secret", source.path("secretKeyRef").path("name"));
        }
      }
    }
    for (JsonNode volume : pod.path("volumes")) {
      add(named, namespace, "ConfigMap", volume.path("configMap").path("name"));
      add(named, namespace, "Secret", volume.path("secret").path("secretName"));
      for (JsonNode source : volume.path("projected").path("sources")) {
        add(named, namespace, "ConfigMap", source.path("configMap").path("name"));
        add(named, namespace, "Secret", source.path("secret").path("name"));
      }
    }
    return named;
  }

  private static void add(Set<ResourceId> named, String namespace, String kind, JsonNode name) {
    if (name.isTextual() && !name.asText().isEmpty()) {
      named.add(new ResourceId("", kind, namespace, name.asText()));
    }
  }
}
