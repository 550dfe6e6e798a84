package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.RenderReport;

/** Rendered objects as JSON. */
final class JsonRender {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonRender() {}

  /** Writes the steps with their objects into the node. */
  static void write(ObjectNode node, RenderReport report) {
    node.put("environment", report.environment());
    ArrayNode steps = node.putArray("steps");
    for (RenderReport.Step step : report.steps()) {
      ObjectNode one = steps.addObject().put("step", step.name());
      if (!step.shapeWaitsOn().isEmpty()) {
        one.set(
            "waitsOn",
            JsonPlan.array(step.shapeWaitsOn().stream().map(Object::toString).sorted().toList()));
      }
      ArrayNode objects = one.putArray("objects");
      for (RenderReport.Item item : step.objects()) {
        JsonNode tree = MAPPER.valueToTree(item.shown());
        objects.add(tree);
      }
    }
  }
}
