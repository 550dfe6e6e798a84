package io.deployctl.core.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.IdentityJson;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.StepPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Steps in their stored form; their contents are entries of their own. */
final class StepJson {
  private StepJson() {}

  static ObjectNode write(SealedStep step) {
    StepPlan plan = step.plan();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("step", plan.step().name());
    node.put("identity", step.identity());
    node.put("provider", plan.provider());
    node.put("payloadVersion", plan.payloadVersion());
    ObjectNode payload = node.putObject("payload");
    plan.payload()
        .forEach(
            (name, content) ->
                payload
                    .putObject(name)
                    .put("digest", content.digest().value())
                    .put("placement", content.placement().word()));
    ArrayNode effects = node.putArray("effects");
    plan.effects().forEach(effect -> effects.add(EffectJson.write(effect)));
    ArrayNode claims = node.putArray("claims");
    new TreeSet<>(plan.claims()).forEach(id -> claims.add(IdentityJson.resource(id)));
    node.put("claimsComplete", plan.claimsComplete());
    node.set("waitsOn", IdentityJson.refs(plan.waitsOn()));
    plan.deferred().ifPresent(reason -> node.put("deferred", reason));
    ArrayNode outputs = node.putArray("outputs");
    new TreeMap<>(plan.outputs())
        .forEach(
            (name, sensitive) -> outputs.addObject().put("name", name).put("sensitive", sensitive));
    node.put("inputs", plan.inputs().value());
    return node;
  }

  /**
   * Reads a step.
   *
   * @param contents gives the content that an object of digest and placement names
   */
  static SealedStep read(RecordReader reader, Function<RecordReader, Content> contents) {
    Map<String, Boolean> outputs = new LinkedHashMap<>();
    reader.objects("outputs").forEach(one -> outputs.put(one.text("name"), one.flag("sensitive")));
    Set<ResourceId> claims = new TreeSet<>();
    reader.objects("claims").forEach(claim -> claims.add(IdentityJson.resource(claim)));
    StepPlan plan =
        new StepPlan(
            new StepId(reader.text("step")),
            reader.text("provider"),
            reader.integer("payloadVersion"),
            new TreeMap<>(reader.objectMap("payload", contents)),
            reader.objects("effects").stream().map(EffectJson::read).toList(),
            claims,
            reader.flag("claimsComplete"),
            IdentityJson.refs(reader.objects("waitsOn")),
            reader.optionalText("deferred"),
            outputs,
            new Digest(reader.text("inputs")));
    return new SealedStep(reader.text("identity"), plan);
  }
}
