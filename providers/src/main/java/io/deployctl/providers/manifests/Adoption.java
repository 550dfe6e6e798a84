package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.release.EnvironmentIdentity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * Takes an object over: what its former managers owned becomes ours, as kubectl's own upgrade from
 * client-side to server-side apply does it, so that a field that leaves the manifest leaves the
 * object too. No field of the object's content changes.
 */
final class Adoption {
  private static final Set<String> HELM_MARKS = Set.of(Labels.HELM_RELEASE, Labels.HELM_NAMESPACE);

  private final EnvironmentIdentity environment;
  private final Instant now;

  Adoption(EnvironmentIdentity environment, Instant now) {
    this.environment = environment;
    this.now = now;
  }

  /**
   * Returns the merge patch that takes the object over. It holds for exactly the state that was
   * read.
   *
   * @param manifest says what our own marks on it are
   */
  ObjectNode patch(ObjectNode live, Takeover takeover, Manifest manifest) {
    ObjectNode patch = Trees.object();
    ObjectNode metadata = patch.putObject("metadata");
    JsonNode found = live.path("metadata");
    metadata.put("resourceVersion", found.path("resourceVersion").asText());
    metadata.put("uid", found.path("uid").asText());
    ObjectNode annotations = Trees.object();
    if (found.path("annotations").has(Labels.LAST_APPLIED)) {
      annotations.putNull(Labels.LAST_APPLIED);
    }
    if (takeover.asFound()) {
      // Else the manifest is applied next, and has them.
      metadata.putObject("labels").put(Labels.ENVIRONMENT, environment.uuid());
      manifest
          .annotation(Labels.CONFIG_TAG)
          .ifPresent(tag -> annotations.put(Labels.CONFIG_TAG, tag));
    }
    if (takeover.fromHelm()) {
      leaveHelm(found, manifest, metadata, annotations);
    }
    if (!annotations.isEmpty()) {
      metadata.set("annotations", annotations);
    }
    metadata.set("managedFields", owners(live, takeover));
    return patch;
  }

  private static void leaveHelm(
      JsonNode found, Manifest manifest, ObjectNode metadata, ObjectNode annotations) {
    HELM_MARKS.stream().filter(found.path("annotations")::has).forEach(annotations::putNull);
    boolean marked = found.path("labels").path(Labels.MANAGED_BY).asText().equals("Helm");
    Optional<String> wanted = Trees.text(manifest.body(), "metadata", "labels", Labels.MANAGED_BY);
    if (marked && !wanted.equals(Optional.of("Helm"))) {
      Trees.objectAt(metadata, "labels").putNull(Labels.MANAGED_BY);
    }
  }

  private ArrayNode owners(ObjectNode live, Takeover takeover) {
    String manager = environment.fieldManager();
    FieldSet ours = ManagedFields.of(live).applied(manager).union(takeover.taken()).presentIn(live);
    ArrayNode entries = Trees.list();
    for (JsonNode raw : live.path("metadata").path("managedFields")) {
      boolean mine = raw.path("manager").asText().equals(manager);
      if (mine && raw.path("operation").asText().equals("Apply")) {
        continue;
      }
      boolean former = takeover.managers().contains(raw.path("manager").asText());
      if (!former || !raw.path("fieldsV1").isObject() || isStatus(raw)) {
        entries.add(raw);
        continue;
      }
      FieldSet left = new FieldSet(raw.path("fieldsV1")).minus(ours);
      left = left.without("metadata", "annotations", Labels.LAST_APPLIED);
      if (!left.holdsNothing()) {
        ObjectNode less = raw.deepCopy();
        less.set("fieldsV1", left.fields());
        entries.add(less);
      }
    }
    ObjectNode mine = entries.addObject();
    mine.put("manager", manager).put("operation", "Apply");
    mine.put("apiVersion", live.path("apiVersion").asText());
    mine.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    mine.put("fieldsType", "FieldsV1").set("fieldsV1", ours.fields());
    return entries;
  }

  private static boolean isStatus(JsonNode entry) {
    String part = entry.path("subresource").asText("");
    return !part.isEmpty() && !part.equals("scale");
  }
}
