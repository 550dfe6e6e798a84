package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.StateReport;
import io.deployctl.core.store.StateImage;

/** What became of an environment's state, as JSON. Its content is in the file only. */
final class JsonState {
  private JsonState() {}

  /** Writes it into the node. */
  static void write(ObjectNode node, StateReport report) {
    StateImage image = report.image();
    node.put("project", image.identity().project());
    node.put("environment", image.identity().environment());
    node.put("uuid", image.identity().uuid());
    node.put("done", report.what().word());
    node.put("file", report.file());
    ArrayNode releases = node.putArray("releases");
    image.releases().keySet().forEach(releases::add);
    node.put("objects", image.inventory().entries().size());
    node.put("contents", image.contents().size());
    ArrayNode missing = node.putArray("missing");
    image.missing().forEach(missing::add);
  }
}
