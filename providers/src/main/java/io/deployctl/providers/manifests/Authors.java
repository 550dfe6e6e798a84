package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who wrote a live object, and which of its fields.
 *
 * @param lastApplied the manifest that {@code kubectl apply} remembers
 * @param applied the fields that were applied server-side: exactly what is in the manifest
 * @param updated the fields that came with creating or updating; defaults are among them
 * @param versions the versions in which all that was written
 * @param managers everybody else
 * @param theirs the fields of everybody else
 */
record Authors(
    Optional<JsonNode> lastApplied,
    List<FieldSet> applied,
    List<FieldSet> updated,
    Set<String> versions,
    Set<String> managers,
    List<FieldSet> theirs) {
  static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Returns the authors of a live object; those named are some beside the known tools. */
  static Authors of(ObjectNode live, Set<String> named) {
    Optional<JsonNode> lastApplied = lastApplied(live);
    Authors found =
        new Authors(
            lastApplied,
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new ArrayList<>());
    lastApplied.ifPresent(manifest -> found.versions.add(manifest.path("apiVersion").asText()));
    List<ManagedFields.Entry> entries = ManagedFields.of(live).entries();
    for (int i = 0; i < entries.size(); i++) {
      JsonNode raw = live.path("metadata").path("managedFields").path(i);
      found.add(entries.get(i), raw.path("apiVersion").asText(), named);
    }
    return found;
  }

  private void add(ManagedFields.Entry entry, String version, Set<String> named) {
    String manager = entry.manager();
    boolean author = named.contains(manager) || Managers.isAdoptable(manager);
    boolean itself = entry.subresource().isEmpty() || entry.subresource().equals("scale");
    if (!author) {
      managers.add(manager);
      if (itself) {
        theirs.add(entry.fields());
      }
    } else if (entry.isApply()) {
      applied.add(entry.fields());
      versions.add(version);
    } else if (itself && !isRemembered(manager)) {
      updated.add(entry.fields());
      versions.add(version);
    }
  }

  /** What kubectl applied is in its own words in the annotation, and there without defaults. */
  private boolean isRemembered(String manager) {
    return manager.equals(Managers.KUBECTL_CLIENT) && lastApplied.isPresent();
  }

  /**
   * Returns whether somebody is known, and it is no person. A field that a person changed of what a
   * controller made does not make the object the person's.
   */
  boolean isNobody() {
    boolean whole = lastApplied.isPresent() || !applied.isEmpty();
    return !managers.isEmpty()
        && (versions.isEmpty() || !whole && content(updated) < content(theirs));
  }

  /** Returns how many fields beside metadata and status there are. */
  private static int content(List<FieldSet> sets) {
    int count = 0;
    for (FieldSet set : sets) {
      for (Map.Entry<String, JsonNode> entry : set.fields().properties()) {
        boolean beside = entry.getKey().equals("f:metadata") || entry.getKey().equals("f:status");
        count += beside ? 0 : leaves(entry.getValue());
      }
    }
    return count;
  }

  private static int leaves(JsonNode fields) {
    int count = fields.isEmpty() ? 1 : 0;
    for (JsonNode field : fields) {
      count += leaves(field);
    }
    return count;
  }

  /** Returns whether the API server has no record of who wrote the object. */
  boolean isUnknown() {
    return versions.isEmpty() && managers.isEmpty();
  }

  /** Returns whether something was written in the version. */
  boolean isIn(String version) {
    return versions.contains(version);
  }

  /** Returns the names of those who are no authors. */
  String others() {
    return "`" + String.join("`, `", managers) + "`";
  }

  /** Returns the name of the first who is no author. */
  String first() {
    return managers.iterator().next();
  }

  /** Returns whether the field is in a manifest that somebody applied. */
  boolean wrote(FieldPath path) {
    return lastApplied.filter(tree -> !path.in(tree).isMissingNode()).isPresent()
        || applied.stream().anyMatch(set -> set.names(path));
  }

  /**
   * Returns whether the field came with something that somebody wrote, if only as a default: a list
   * that is owned as a whole has them too.
   */
  boolean brought(FieldPath path) {
    return updated.stream().anyMatch(set -> set.contains(path))
        || applied.stream().anyMatch(set -> set.contains(path));
  }

  private static Optional<JsonNode> lastApplied(ObjectNode live) {
    try {
      return Trees.text(live, "metadata", "annotations", LAST_APPLIED)
          .map(text -> Trees.parse(text.getBytes(StandardCharsets.UTF_8)))
          .filter(tree -> isOf(tree, live));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** An annotation that was copied with an object says nothing of the copy. */
  private static boolean isOf(JsonNode manifest, ObjectNode live) {
    return manifest.isObject()
        && manifest.path("kind").equals(live.path("kind"))
        && manifest.path("metadata").path("name").equals(live.path("metadata").path("name"));
  }
}
