package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.ValuePath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings a manifest into the form in which it is applied, compared and kept. */
final class Normalizer {
  private static final int LONGEST_NAME = 63;
  private static final int SUFFIX = 8;

  private final StepScope scope;

  /** Makes one for the step's environment. */
  Normalizer(StepScope scope) {
    this.scope = scope;
  }

  /**
   * Returns the manifest in its namespace, with our label, without what the server sets, a Secret
   * with its texts encoded, and a Job under a name that its content decides.
   */
  Manifest normalize(Manifest manifest, boolean namespaced) {
    ResourceId written = manifest.id();
    String namespace =
        namespaced ? (written.namespace().isEmpty() ? scope.namespace() : written.namespace()) : "";
    ObjectNode body = DelegatedFields.withoutServerFields(manifest.body());
    ObjectNode metadata = Trees.objectAt(body, "metadata");
    if (namespaced) {
      metadata.put("namespace", namespace);
    } else {
      metadata.remove("namespace");
    }
    Manifest normal =
        manifest.as(
            new ResourceId(written.group(), written.kind(), namespace, written.name()), body);
    if (normal.is("", "Secret")) {
      normal = encoded(normal);
    }
    if (normal.is("batch", "Job")) {
      normal = named(normal);
    }
    labels(normal.body()).put(Labels.ENVIRONMENT, scope.environment().uuid());
    return normal;
  }

  private static ObjectNode labels(ObjectNode body) {
    return Trees.objectAt(body, "metadata", "labels");
  }

  /** {@code stringData} is only for writing; what is kept is {@code data}. */
  private static Manifest encoded(Manifest manifest) {
    if (!(manifest.body().get("stringData") instanceof ObjectNode texts)) {
      return manifest;
    }
    ObjectNode body = manifest.body();
    ObjectNode data = Trees.objectAt(body, "data");
    for (Map.Entry<String, JsonNode> entry : texts.properties()) {
      byte[] text = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
      data.put(entry.getKey(), Base64.getEncoder().encodeToString(text));
    }
    body.remove("stringData");
    Set<ValuePath> sensitive = new HashSet<>();
    manifest.sensitive().forEach(path -> sensitive.add(renamed(path)));
    Map<ValuePath, Set<StepOutputRef>> waiting = new HashMap<>();
    manifest.waiting().forEach((path, refs) -> waiting.put(renamed(path), refs));
    return new Manifest(
        manifest.id(), manifest.apiVersion(), body, sensitive, waiting, manifest.written());
  }

  private static ValuePath renamed(ValuePath path) {
    List<String> segments = path.segments();
    return !segments.isEmpty() && segments.get(0).equals("stringData")
        ? ValuePath.ROOT.child("data").child(segments.get(segments.size() - 1))
        : path;
  }

  /**
   * A Job can't be changed, so a changed one is another object. How long it is kept is no part of
   * what it does. The suffix is keyed: it must not tell anything of a secret in the Job.
   */
  private Manifest named(Manifest manifest) {
    JsonNode spec = manifest.body().path("spec").deepCopy();
    if (spec instanceof ObjectNode content) {
      content.remove("ttlSecondsAfterFinished");
    }
    String tag = scope.tagger().tag(Trees.canonical(spec)).value();
    String name = manifest.id().name();
    String stem = name.substring(0, Math.min(name.length(), LONGEST_NAME - SUFFIX - 1));
    String full = stem.replaceAll("[-.]+$", "") + "-" + tag.substring(0, SUFFIX);
    Trees.objectAt(manifest.body(), "metadata").put("name", full);
    ResourceId id = manifest.id();
    return manifest.as(
        new ResourceId(id.group(), id.kind(), id.namespace(), full), manifest.body());
  }
}
