package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.FieldPattern;
import io.deployctl.core.model.Glob;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of one object that the project's rules leave to others. It goes where the manifest
 * goes, into plans and releases, so that drift and rollback know it too.
 *
 * @param parts what any of these covers
 */
record Ignored(List<Part> parts) {
  /** No field. */
  static final Ignored NONE = new Ignored(List.of());

  /**
   * What one rule says.
   *
   * @param fields the fields; all where there are none
   * @param managers only while one of these owns the field; whoever does where there are none
   */
  record Part(List<FieldPattern> fields, List<Glob> managers) {
    /** Copies. */
    Part {
      fields = List.copyOf(fields);
      managers = List.copyOf(managers);
    }

    private boolean names(FieldPath path) {
      return fields.isEmpty() || fields.stream().anyMatch(one -> FieldMatch.covers(one, path));
    }

    private boolean isOwned(FieldPath path, ManagedFields owners) {
      return managers.isEmpty()
          || owners.entries().stream()
              .filter(entry -> !Managers.isDeployctl(entry.manager()))
              .filter(entry -> managers.stream().anyMatch(one -> one.matches(entry.manager())))
              .anyMatch(entry -> entry.fields().owns(path));
    }
  }

  /** Copies. */
  Ignored {
    parts = List.copyOf(parts);
  }

  /** Returns whether nothing is ignored. */
  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Returns whether it takes a look at the owners to know what is left to others. */
  boolean dependsOnOwners() {
    return parts.stream().anyMatch(part -> !part.managers().isEmpty());
  }

  /** Returns whether the field is left to others, given who owns the object's fields. */
  boolean covers(FieldPath path, ManagedFields owners) {
    return parts.stream().anyMatch(part -> part.names(path) && part.isOwned(path, owners));
  }

  /** Returns whether the field is left to others, whoever owns it. */
  boolean always(FieldPath path) {
    return parts.stream().anyMatch(part -> part.managers().isEmpty() && part.names(path));
  }

  /** Returns both together. */
  Ignored and(Ignored other) {
    Set<Part> all = new LinkedHashSet<>(parts);
    all.addAll(other.parts);
    return new Ignored(List.copyOf(all));
  }

  /** Writes it into a plan or release. */
  void write(ArrayNode list) {
    for (Part part : parts) {
      ObjectNode node = list.addObject();
      ArrayNode fields = node.putArray("fields");
      part.fields().forEach(field -> fields.add(field.text()));
      ArrayNode managers = node.putArray("managers");
      part.managers().forEach(manager -> managers.add(manager.text()));
    }
  }

  /** Reads it from a plan or release. */
  static Ignored read(JsonNode list) {
    Set<Part> parts = new LinkedHashSet<>();
    for (JsonNode node : list) {
      Set<FieldPattern> fields = new LinkedHashSet<>();
      node.path("fields").forEach(field -> fields.add(FieldPattern.parse(field.asText())));
      Set<Glob> managers = new LinkedHashSet<>();
      node.path("managers").forEach(manager -> managers.add(new Glob(manager.asText())));
      parts.add(new Part(List.copyOf(fields), List.copyOf(managers)));
    }
    return new Ignored(List.copyOf(parts));
  }
}
