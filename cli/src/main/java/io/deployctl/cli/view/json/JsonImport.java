package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.ImportReport;
import java.nio.file.Path;
import java.util.List;

/** A project that was written of what runs, as JSON. */
final class JsonImport {
  private JsonImport() {}

  /** Writes what became of it into the node. */
  static void write(ObjectNode node, Path directory, List<String> files, ImportReport report) {
    node.put("directory", directory.toString()).set("files", JsonPlan.array(files));
    node.put("project", report.project()).put("environment", report.environment());
    node.put("context", report.context()).set("from", JsonPlan.array(report.from()));
    ArrayNode steps = node.putArray("steps");
    for (ImportReport.Step step : report.steps()) {
      steps.addObject().put("name", step.name()).set("holds", JsonPlan.array(step.holds()));
    }
    ArrayNode left = node.putArray("left");
    for (ImportReport.Left one : report.left()) {
      left.addObject()
          .put("reason", one.reason())
          .put("hint", one.hint())
          .set("objects", JsonPlan.array(one.objects()));
    }
    node.set("unread", JsonPlan.array(report.unread()));
    ArrayNode provide = node.putArray("provide");
    for (ImportReport.Provided one : report.provide()) {
      provide.addObject().put("variable", one.variable()).put("what", one.what());
    }
    ArrayNode remarks = node.putArray("remarks");
    for (ImportReport.Remark one : report.remarks()) {
      remarks.addObject().put("file", one.file()).put("text", one.text());
    }
    node.put("next", report.next());
  }
}
