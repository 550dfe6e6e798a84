package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.RbacReport;

/** What an account needs, as JSON. */
final class JsonRbac {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonRbac() {}

  /** Writes the objects to apply, and what each rule is for, into the node. */
  static void write(ObjectNode node, RbacReport report) {
    node.put("project", report.project()).put("environment", report.environment());
    node.put("duty", report.duty());
    node.set("namespaces", JsonPlan.array(report.namespaces()));
    ArrayNode objects = node.putArray("objects");
    ArrayNode reasons = node.putArray("reasons");
    for (RbacReport.Item item : report.items()) {
      JsonNode tree = MAPPER.valueToTree(item.whole());
      objects.add(tree);
      for (RbacReport.Rule rule : item.rules()) {
        ObjectNode reason = reasons.addObject();
        reason.set("rule", MAPPER.<JsonNode>valueToTree(rule.tree()));
        reason.set("why", JsonPlan.array(rule.why()));
      }
    }
  }
}
