package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.Finding;
import io.deployctl.cli.view.HealthReport;
import io.deployctl.cli.view.SmokeOutcome;
import java.util.List;
import java.util.Optional;

/** What checks found, as JSON. */
final class JsonChecks {
  private JsonChecks() {}

  /** Writes how everything stands into the node. */
  static void health(ObjectNode node, HealthReport report) {
    node.put("good", report.isGood());
    ArrayNode objects = node.putArray("objects");
    for (HealthReport.Item item : report.items()) {
      ObjectNode one = objects.addObject();
      one.put("address", item.address());
      one.put("state", item.state());
      one.put("summary", item.summary());
      item.cause().ifPresent(cause -> one.set("cause", JsonDiagnostics.of(List.of(cause)).get(0)));
    }
  }

  /** Writes what doctor found into the node. */
  static void doctor(ObjectNode node, List<Finding> findings) {
    node.put("good", findings.stream().allMatch(Finding::isGood));
    ArrayNode array = node.putArray("findings");
    for (Finding finding : findings) {
      array
          .addObject()
          .put("what", finding.what())
          .put("found", finding.found())
          .put("good", finding.isGood())
          .set("problems", JsonDiagnostics.of(finding.problems()));
    }
  }

  /** Writes how smoke scenarios went into the node. */
  static void smoke(ObjectNode node, List<SmokeOutcome> outcomes) {
    node.put("good", outcomes.stream().allMatch(SmokeOutcome::isGood));
    ArrayNode scenarios = node.putArray("scenarios");
    for (SmokeOutcome outcome : outcomes) {
      ObjectNode one = scenarios.addObject();
      one.put("step", outcome.step());
      one.put("name", outcome.scenario());
      one.put("notTried", outcome.notTried());
      ArrayNode requests = one.putArray("requests");
      for (SmokeOutcome.RequestOutcome request : outcome.requests()) {
        ObjectNode row = requests.addObject();
        row.put("name", request.name());
        row.put("tries", request.tries());
        row.put("tookMillis", request.took().toMillis());
        Optional.of(request)
            .flatMap(SmokeOutcome.RequestOutcome::failure)
            .ifPresent(failure -> row.set("failure", JsonDiagnostics.of(List.of(failure)).get(0)));
      }
    }
  }
}
