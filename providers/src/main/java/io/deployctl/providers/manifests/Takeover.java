package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What taking an object over does to who owns its fields.
 *
 * @param taken the fields that become ours
 * @param managers who lets go of them
 * @param fromHelm whether the marks of a Helm release come off the object
 * @param asFound whether a release is to hold the object as it was found, and not its manifest
 */
record Takeover(FieldSet taken, List<String> managers, boolean fromHelm, boolean asFound) {
  /** Refuses nulls and copies. */
  Takeover {
    requireNonNull(taken, "taken is null");
    managers = List.copyOf(managers);
  }

  /** Returns it with what is found kept. */
  Takeover recordingWhatIsFound() {
    return new Takeover(taken, managers, fromHelm, true);
  }

  /** Writes it. */
  void write(ObjectNode node) {
    node.set("taken", taken.fields());
    managers.forEach(node.putArray("managers")::add);
    node.put("fromHelm", fromHelm);
    node.put("asFound", asFound);
  }

  /** Reads what was written. */
  static Takeover read(JsonNode node) {
    List<String> managers = new ArrayList<>();
    node.path("managers").forEach(manager -> managers.add(manager.asText()));
    return new Takeover(
        new FieldSet(node.path("taken")),
        managers,
        node.path("fromHelm").asBoolean(),
        node.path("asFound").asBoolean());
  }
}
