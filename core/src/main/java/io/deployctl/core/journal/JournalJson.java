package io.deployctl.core.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lines of a journal. */
final class JournalJson {
  /** The version of the lines' form. */
  static final int VERSION = 1;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JournalJson() {}

  static ObjectNode head(RunId run, Instant at) {
    return line("journal", at).put("version", VERSION).put("run", run.value());
  }

  static ObjectNode intent(long number, StepId step, Effect effect, long fence, Instant at) {
    ObjectNode line =
        line("intent", at)
            .put("intent", number)
            .put("step", step.name())
            .put("effect", effect.id())
            .put("verb", effect.verb().word())
            .put("address", effect.address())
            .put("repeatable", effect.repeatable())
            .put("fence", fence);
    effect.precondition().ifPresent(found -> putFingerprint(line.putObject("expected"), found));
    return line;
  }

  static ObjectNode outcome(long intent, Optional<String> failure, Instant at) {
    ObjectNode line = line("outcome", at).put("intent", intent).put("succeeded", failure.isEmpty());
    failure.ifPresent(why -> line.put("failure", why));
    return line;
  }

  /** Returns a line of the given type with its time. */
  static ObjectNode line(String type, Instant at) {
    return MAPPER.createObjectNode().put("type", type).put("at", at.toString());
  }

  /** Returns the line's text with its line feed. */
  static String text(ObjectNode line) {
    try {
      return MAPPER.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }

  static void putDiagnostics(ObjectNode line, List<Diagnostic> diagnostics) {
    ArrayNode array = line.putArray("diagnostics");
    diagnostics.forEach(diagnostic -> putDiagnostic(array.addObject(), diagnostic));
  }

  private static void putDiagnostic(ObjectNode node, Diagnostic diagnostic) {
    node.put("severity", diagnostic.severity().word());
    node.put("code", diagnostic.code());
    node.put("summary", diagnostic.summary());
    diagnostic.position().ifPresent(position -> node.put("position", position.toString()));
    diagnostic
        .step()
        .ifPresent(place -> node.put("stage", place.stage()).put("step", place.step()));
    ArrayNode details = node.putArray("details");
    diagnostic.details().forEach(details::add);
    diagnostic.hint().ifPresent(hint -> node.put("hint", hint));
  }

  private static void putFingerprint(ObjectNode node, Fingerprint fingerprint) {
    node.put("version", fingerprint.version());
    ObjectNode parts = node.putObject("parts");
    fingerprint.parts().forEach(parts::put);
  }
}
