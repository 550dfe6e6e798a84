package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.plan.Mover;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who owns which fields of a live object, as the API server keeps it.
 *
 * @param entries the owners
 */
record ManagedFields(List<Entry> entries) {
  /**
   * One owner.
   *
   * @param manager the field manager
   * @param operation {@code Apply} or {@code Update}
   * @param subresource through which subresource; empty for the object itself
   * @param time when it changed a field last
   * @param fields its fields
   */
  record Entry(
      String manager,
      String operation,
      String subresource,
      Optional<Instant> time,
      FieldSet fields) {
    /** Returns whether the manager applied the object itself, server-side. */
    boolean isApply() {
      return operation.equals("Apply") && subresource.isEmpty();
    }
  }

  /** Copies. */
  ManagedFields {
    entries = List.copyOf(entries);
  }

  /** Returns the owners of a live object's fields. */
  static ManagedFields of(JsonNode live) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      JsonNode fields = entry.path("fieldsV1");
      entries.add(
          new Entry(
              entry.path("manager").asText(""),
              entry.path("operation").asText(""),
              entry.path("subresource").asText(""),
              time(entry.path("time").asText("")),
              new FieldSet(fields.isObject() ? fields : Trees.object())));
    }
    return new ManagedFields(entries);
  }

  /** Returns the fields that the manager applied to a live object, or none; reads no more. */
  static FieldSet applied(JsonNode live, String manager) {
    for (JsonNode entry : live.path("metadata").path("managedFields")) {
      boolean apply =
          entry.path("operation").asText("").equals("Apply")
              && entry.path("subresource").asText("").isEmpty();
      if (apply && entry.path("manager").asText("").equals(manager)) {
        JsonNode fields = entry.path("fieldsV1");
        return new FieldSet(fields.isObject() ? fields : Trees.object());
      }
    }
    return new FieldSet(Trees.object());
  }

  /** Returns the fields that the manager applied, or none. */
  FieldSet applied(String manager) {
    return entries.stream()
        .filter(entry -> entry.isApply() && entry.manager().equals(manager))
        .map(Entry::fields)
        .findFirst()
        .orElse(new FieldSet(Trees.object()));
  }

  /** Returns whether the manager applied the object. */
  boolean hasApplied(String manager) {
    return entries.stream().anyMatch(entry -> entry.isApply() && entry.manager().equals(manager));
  }

  /** Returns who else than the manager owns the field, the latest first. */
  List<Entry> othersOwning(FieldPath path, String manager) {
    return entries.stream()
        .filter(entry -> !entry.manager().equals(manager) && entry.fields().contains(path))
        .sorted(Comparator.comparing((Entry e) -> e.time().orElse(Instant.EPOCH)).reversed())
        .toList();
  }

  /** Returns who moved the field away from what the manager applied, if it can be told. */
  Optional<Mover> mover(FieldPath path, String manager) {
    if (applied(manager).contains(path)) {
      return Optional.empty();
    }
    return othersOwning(path, manager).stream()
        .findFirst()
        .map(entry -> new Mover(entry.manager(), entry.time()));
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }
}
