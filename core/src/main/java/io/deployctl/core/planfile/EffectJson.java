package io.deployctl.core.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.IdentityJson;
import io.deployctl.core.json.LeafJson;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.plan.Mover;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import java.time.Instant;
import java.util.TreeMap;

/** Effects in their stored form. */
final class EffectJson {
  private EffectJson() {}

  static ObjectNode write(Effect effect) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", effect.id());
    node.put("verb", effect.verb().name());
    node.put("address", effect.address());
    effect.resource().ifPresent(id -> node.set("resource", IdentityJson.resource(id)));
    ArrayNode changes = node.putArray("changes");
    effect.changes().forEach(change -> changes.add(change(change)));
    ObjectNode undo = node.putObject("undo");
    undo.put("reversibility", effect.undo().reversibility().name());
    effect.undo().loss().ifPresent(loss -> undo.put("loss", loss));
    effect
        .precondition()
        .ifPresent(
            found -> {
              ObjectNode fingerprint = node.putObject("precondition");
              fingerprint.put("version", found.version());
              ObjectNode parts = fingerprint.putObject("parts");
              found.parts().forEach(parts::put);
            });
    node.set("waitsOn", IdentityJson.refs(effect.waitsOn()));
    node.put("repeatable", effect.repeatable());
    ArrayNode notes = node.putArray("notes");
    effect.notes().forEach(notes::add);
    ArrayNode needs = node.putArray("needs");
    effect.needs().forEach(need -> needs.add(permission(need)));
    effect.origin().ifPresent(origin -> node.set("origin", OriginJson.write(origin)));
    return node;
  }

  static Effect read(RecordReader reader) {
    RecordReader undo = reader.object("undo");
    return new Effect(
        reader.text("id"),
        Verb.valueOf(reader.text("verb")),
        reader.text("address"),
        reader.optionalObject("resource").map(IdentityJson::resource),
        reader.objects("changes").stream().map(EffectJson::change).toList(),
        new Undo(Reversibility.valueOf(undo.text("reversibility")), undo.optionalText("loss")),
        reader.optionalObject("precondition").map(EffectJson::fingerprint),
        IdentityJson.refs(reader.objects("waitsOn")),
        reader.flag("repeatable"),
        reader.texts("notes"),
        reader.objects("needs").stream().map(EffectJson::permission).toList(),
        reader.optionalObject("origin").map(OriginJson::read));
  }

  private static ObjectNode permission(Permission permission) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("verb", permission.verb())
        .put("group", permission.group())
        .put("resource", permission.resource())
        .put("namespace", permission.namespace())
        .put("name", permission.name());
  }

  private static Permission permission(RecordReader reader) {
    return new Permission(
        reader.text("verb"),
        reader.text("group"),
        reader.text("resource"),
        reader.text("namespace"),
        reader.text("name"));
  }

  private static ObjectNode change(FieldChange change) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("path", change.path());
    change.before().ifPresent(leaf -> node.set("before", LeafJson.write(leaf)));
    change.after().ifPresent(leaf -> node.set("after", LeafJson.write(leaf)));
    change
        .movedBy()
        .ifPresent(
            mover -> {
              ObjectNode by = node.putObject("movedBy").put("manager", mover.manager());
              mover.at().ifPresent(at -> by.put("at", at.toString()));
            });
    change.origin().ifPresent(origin -> node.set("origin", OriginJson.write(origin)));
    return node;
  }

  private static FieldChange change(RecordReader reader) {
    return new FieldChange(
        reader.text("path"),
        reader.optionalObject("before").map(LeafJson::read),
        reader.optionalObject("after").map(LeafJson::read),
        reader
            .optionalObject("movedBy")
            .map(by -> new Mover(by.text("manager"), by.optionalText("at").map(Instant::parse))),
        reader.optionalObject("origin").map(OriginJson::read));
  }

  private static Fingerprint fingerprint(RecordReader reader) {
    return new Fingerprint(reader.integer("version"), new TreeMap<>(reader.textMap("parts")));
  }
}
