package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** A live object as a manifest that would make it: what was there before we came. */
final class FoundObject {
  private FoundObject() {}

  /**
   * Returns the manifest.
   *
   * @param live the object
   * @param ours the fields of it that are ours, or become ours
   * @param written the project's manifest of it, which says what of it is secret
   * @param uuid the environment's UUID
   */
  static Manifest of(ObjectNode live, FieldSet ours, Manifest written, String uuid) {
    ObjectNode body =
        ours.project(live) instanceof ObjectNode found ? found.deepCopy() : Trees.object();
    body.put("apiVersion", written.apiVersion());
    body.put("kind", written.id().kind());
    ObjectNode metadata = Trees.objectAt(body, "metadata");
    metadata.put("name", written.id().name());
    if (!written.id().namespace().isEmpty()) {
      metadata.put("namespace", written.id().namespace());
    }
    Trees.objectAt(metadata, "labels").put(Labels.ENVIRONMENT, uuid);
    Optional<String> tag = written.annotation(Labels.CONFIG_TAG);
    tag.ifPresent(text -> Trees.objectAt(metadata, "annotations").put(Labels.CONFIG_TAG, text));
    boolean helms = live.path("metadata").path("annotations").has(Labels.HELM_RELEASE);
    boolean wanted = written.body().path("metadata").path("labels").has(Labels.MANAGED_BY);
    if (helms && !wanted) {
      Trees.objectAt(metadata, "labels").remove(Labels.MANAGED_BY);
    }
    forget(metadata);
    return new Manifest(
        written.id(),
        written.apiVersion(),
        DelegatedFields.withoutServerFields(body),
        written.sensitive(),
        Map.of(),
        written.ignored(),
        written.written());
  }

  /** The marks of who had it are not a part of it. */
  private static void forget(ObjectNode metadata) {
    JsonNode annotations = metadata.path("annotations");
    if (annotations instanceof ObjectNode present) {
      present.remove(Labels.LAST_APPLIED);
      present.remove(Labels.HELM_RELEASE);
      present.remove(Labels.HELM_NAMESPACE);
      if (present.isEmpty()) {
        metadata.remove("annotations");
      }
    }
  }
}
