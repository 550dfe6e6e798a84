package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.RunId;
import io.deployctl.core.release.Attempt;
import java.time.Instant;
import java.util.TreeMap;

/** An act in doubt, inside the stored form of a step. */
final class AttemptJson {
  private AttemptJson() {}

  static ObjectNode write(Attempt attempt) {
    ObjectNode node = Records.object();
    node.put("run", attempt.run().value());
    node.put("inputs", attempt.inputs().value());
    ObjectNode found = node.putObject("found");
    attempt.found().forEach(found::put);
    return node.put("at", attempt.at().toString());
  }

  static Attempt read(RecordReader reader) {
    return new Attempt(
        new RunId(reader.text("run")),
        new Digest(reader.text("inputs")),
        new TreeMap<>(reader.textMap("found")),
        Instant.parse(reader.text("at")));
  }
}
