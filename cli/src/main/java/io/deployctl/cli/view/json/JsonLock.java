package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.LockReport;

/** Who may change an environment, as JSON. */
final class JsonLock {
  private JsonLock() {}

  /** Writes it into the node. */
  static void write(ObjectNode node, LockReport report) {
    node.put("project", report.project()).put("environment", report.environment());
    node.put("taken", report.taken() && report.holder().isPresent());
    report.holder().ifPresent(holder -> node.set("lease", JsonRelease.holder(holder)));
    report
        .theft()
        .ifPresent(
            theft ->
                node.putObject("lastTaken")
                    .put("run", theft.run().value())
                    .put("by", theft.by())
                    .put("reason", theft.reason())
                    .put("at", theft.at().toString()));
  }
}
