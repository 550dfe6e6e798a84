package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.LeafJson;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.value.Leaf;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A step inside the stored form of a release. */
final class StepRecordJson {
  private StepRecordJson() {}

  static ObjectNode write(StepRecord step) {
    ObjectNode node = Records.object();
    node.put("step", step.step().name());
    node.put("stage", step.stage());
    ArrayNode needs = node.putArray("needs");
    new TreeSet<>(step.needs()).forEach(need -> needs.add(need.name()));
    node.put("provider", step.provider());
    node.put("identity", step.identity());
    node.put("stateless", step.stateless());
    node.put("outcome", step.outcome().word());
    node.put("inputs", step.inputs().value());
    node.put("restorationVersion", step.restorationVersion());
    step.restoration().ifPresent(refs -> putContent(node.putObject("restoration"), refs));
    ObjectNode outputs = node.putObject("outputs");
    step.outputs().forEach((name, leaf) -> outputs.set(name, LeafJson.write(leaf)));
    step.attempt().ifPresent(attempt -> node.set("attempt", AttemptJson.write(attempt)));
    Records.putRest(node, step.unknownFields());
    return node;
  }

  static StepRecord read(RecordReader reader) {
    StepId step = new StepId(reader.text("step"));
    String stage = reader.text("stage");
    Map<String, Leaf> outputs = reader.objectMap("outputs", LeafJson::read);
    Optional<SortedMap<String, ContentRef>> restoration =
        reader.optionalObject("restoration").isPresent()
            ? Optional.of(new TreeMap<>(reader.objectMap("restoration", ContentRefJson::read)))
            : Optional.empty();
    return new StepRecord(
        step,
        stage,
        reader.texts("needs").stream().map(StepId::new).collect(Collectors.toSet()),
        reader.text("provider"),
        reader.text("identity"),
        reader.flag("stateless"),
        StepOutcome.parse(reader.text("outcome")),
        new Digest(reader.text("inputs")),
        reader.integer("restorationVersion"),
        restoration,
        outputs,
        reader.optionalObject("attempt").map(AttemptJson::read),
        reader.rest());
  }

  private static void putContent(ObjectNode node, Map<String, ContentRef> refs) {
    refs.forEach((name, ref) -> node.set(name, ContentRefJson.write(ref)));
  }
}
