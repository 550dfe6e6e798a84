package io.deployctl.providers.importing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;

/**
 * An object that somebody wrote.
 *
 * @param id the object
 * @param part what it is a part of
 * @param manifest what was written of it, without a namespace
 * @param notes what to know of it, a sentence each
 */
public record FoundObject(ResourceId id, Part part, ObjectNode manifest, List<String> notes) {
  /** Refuses nulls and copies. */
  public FoundObject {
    requireNonNull(id, "id is null");
    requireNonNull(part, "part is null");
    requireNonNull(manifest, "manifest is null");
    notes = List.copyOf(notes);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
