package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.CauseKind;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.util.List;

/** Diagnostics as JSON. */
final class JsonDiagnostics {
  private JsonDiagnostics() {}

  /** Returns an array with an object for each. */
  static ArrayNode of(List<Diagnostic> diagnostics) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    diagnostics.forEach(diagnostic -> array.add(of(diagnostic)));
    return array;
  }

  private static ObjectNode of(Diagnostic diagnostic) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("severity", diagnostic.severity().word());
    node.put("code", diagnostic.code());
    if (diagnostic.isError()) {
      CauseKind.of(diagnostic.code()).ifPresent(kind -> node.put("cause", kind.word()));
    }
    node.put("summary", diagnostic.summary());
    diagnostic.position().ifPresent(place -> node.set("position", of(place)));
    diagnostic
        .step()
        .ifPresent(place -> node.put("stage", place.stage()).put("step", place.step()));
    ArrayNode details = node.putArray("details");
    diagnostic.details().forEach(details::add);
    diagnostic.hint().ifPresent(hint -> node.put("hint", hint));
    return node;
  }

  private static ObjectNode of(SourcePosition place) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    write(node, place);
    return node;
  }

  /** Writes a place into the node. */
  static void write(ObjectNode node, SourcePosition place) {
    node.put("file", place.file());
    if (place.line() > 0) {
      node.put("line", place.line());
    }
    if (place.column() > 0) {
      node.put("column", place.column());
    }
  }
}
