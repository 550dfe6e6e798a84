package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes over an object that was applied with kubectl: what kubectl owned becomes ours, as its own
 * upgrade from client-side to server-side apply does, so that a field that leaves the manifest
 * leaves the object too.
 */
final class Adoption {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Adoption() {}

  /** Returns what goes away because the former manager set it and the manifest does not. */
  static List<FieldDiff.Difference> removed(JsonNode live, Desired desired, List<String> migrated) {
    ManagedFields managed = ManagedFields.of(live);
    Set<ManagedFields.Entry> former =
        managed.entries().stream()
            .filter(entry -> migrated.contains(entry.manager()))
            .filter(Managers::isManifestApplier)
            .collect(Collectors.toSet());
    DelegatedFields delegated = desired.delegated(live);
    List<FieldDiff.Difference> removed = new ArrayList<>();
    for (ManagedFields.Entry entry : former) {
      for (FieldDiff.Difference leaf : FieldDiff.leaves(entry.fields().project(live))) {
        FieldPath path = leaf.path();
        boolean stays =
            delegated.covers(path)
                || !path.in(desired.manifest().body()).isMissingNode()
                || managed.entries().stream()
                    .anyMatch(other -> !former.contains(other) && other.fields().contains(path));
        if (!stays) {
          removed.add(new FieldDiff.Difference(path, leaf.after(), MissingNode.getInstance()));
        }
      }
    }
    return removed;
  }

  /**
   * Returns the merge patch that makes the former managers' fields ours. It holds for exactly the
   * state that was read.
   */
  static ObjectNode patch(ObjectNode live, List<String> migrated, String manager, Instant now) {
    ManagedFields managed = ManagedFields.of(live);
    FieldSet ours = managed.applied(manager);
    ArrayNode entries = Trees.list();
    for (JsonNode raw : live.path("metadata").path("managedFields")) {
      ManagedFields.Entry entry = entry(raw);
      boolean former = migrated.contains(entry.manager()) && Managers.isManifestApplier(entry);
      if (former) {
        ours = ours.union(entry.fields());
      } else if (!(entry.isApply() && entry.manager().equals(manager))) {
        entries.add(raw);
      }
    }
    ours = ours.without("metadata", "annotations", LAST_APPLIED);
    ObjectNode mine = entries.addObject();
    mine.put("manager", manager).put("operation", "Apply");
    mine.put("apiVersion", live.path("apiVersion").asText());
    mine.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    mine.put("fieldsType", "FieldsV1").set("fieldsV1", ours.fields());
    ObjectNode patch = Trees.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", live.path("metadata").path("resourceVersion").asText());
    metadata.put("uid", live.path("metadata").path("uid").asText());
    metadata.set("managedFields", entries);
    if (live.path("metadata").path("annotations").has(LAST_APPLIED)) {
      metadata.putObject("annotations").putNull(LAST_APPLIED);
    }
    return patch;
  }

  private static ManagedFields.Entry entry(JsonNode raw) {
    ObjectNode single = Trees.object();
    single.putObject("metadata").putArray("managedFields").add(raw);
    return ManagedFields.of(single).entries().get(0);
  }
}
