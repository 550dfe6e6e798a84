package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.SandboxReport;

/** A sandbox as JSON. */
final class JsonSandbox {
  private JsonSandbox() {}

  /** Writes how it is into the node. */
  static void write(ObjectNode node, SandboxReport report) {
    node.put("name", report.name());
    node.put("state", report.state());
    report.kubeconfig().ifPresent(file -> node.put("kubeconfig", file.toString()));
    node.put("context", report.context());
    report.server().ifPresent(server -> node.put("server", server));
    report.kubernetes().ifPresent(version -> node.put("kubernetes", version));
    report.startedAt().ifPresent(moment -> node.put("startedAt", moment));
    node.put("nodes", report.nodes());
    node.set("forwards", JsonPlan.array(report.forwards()));
    ArrayNode parts = node.putArray("parts");
    for (SandboxReport.Part part : report.parts()) {
      ObjectNode one = parts.addObject().put("program", part.program());
      part.pid().ifPresent(pid -> one.put("pid", pid));
      part.port().ifPresent(port -> one.put("port", port));
      one.put("log", part.log().toString());
    }
  }
}
