package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;

/** An effect as JSON. */
final class JsonEffect {
  private JsonEffect() {}

  /** Returns one effect. */
  static ObjectNode of(Effect effect) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", effect.id());
    node.put("verb", effect.verb().word());
    node.put("address", effect.address());
    effect.resource().ifPresent(id -> node.set("resource", resource(id)));
    ArrayNode changes = node.putArray("changes");
    effect.changes().forEach(field -> changes.add(field(field, field.path())));
    ObjectNode undo = node.putObject("undo");
    undo.put("reversibility", effect.undo().reversibility().words());
    effect.undo().loss().ifPresent(loss -> undo.put("loss", loss));
    node.set("waitsOn", JsonLeaf.refs(effect.waitsOn()));
    node.set("notes", JsonPlan.array(effect.notes()));
    effect.origin().ifPresent(origin -> node.set("origin", JsonOrigin.of(origin)));
    return node;
  }

  /** Returns the identity of an object of the cluster. */
  static ObjectNode resource(ResourceId id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("group", id.group())
        .put("kind", id.kind())
        .put("namespace", id.namespace())
        .put("name", id.name());
  }

  /** Returns a field under the given path. */
  static ObjectNode field(FieldChange field, String path) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("path", path);
    JsonLeaf.set(node, "before", field.before());
    JsonLeaf.set(node, "after", field.after());
    field
        .movedBy()
        .ifPresent(
            mover -> {
              ObjectNode by = node.putObject("movedBy").put("manager", mover.manager());
              mover.at().ifPresent(at -> by.put("at", at.toString()));
            });
    field.origin().ifPresent(origin -> node.set("origin", JsonOrigin.of(origin)));
    return node;
  }
}
