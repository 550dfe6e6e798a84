package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedChange;
import io.deployctl.core.value.LayeredValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValueUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where changes come from, as JSON. A plan has many fields and few values: a field names the values
 * that went into it, its step tells once where each of them stands, and the plan tells once what
 * each layer says there.
 */
final class JsonOrigin {
  private JsonOrigin() {}

  /** Writes one change with everything about where it comes from. */
  static void write(ObjectNode node, Plan plan, PlannedChange change) {
    node.put("stage", change.place().stage()).put("step", change.place().step());
    node.put("verb", change.effect().verb().word()).put("address", change.address());
    change.effect().origin().ifPresent(origin -> node.set("origin", of(origin)));
    ArrayNode fields = node.putArray("fields");
    change.fields().forEach(field -> fields.add(JsonEffect.field(field, change.path(field))));
    Effect shown = change.effect().withChanges(change.fields());
    node.set("uses", uses(List.of(shown)));
    node.set("values", layers(plan.values()));
  }

  /** Returns where a field or an object came from. */
  static ObjectNode of(FieldOrigin origin) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("kind", origin.kind().word());
    origin.place().ifPresent(place -> JsonDiagnostics.write(node, place));
    if (origin.place().isPresent() && !origin.exact()) {
      node.put("exact", false);
    }
    origin.remark().ifPresent(remark -> node.put("remark", remark));
    for (ValueUse.Role role : ValueUse.Role.values()) {
      List<String> names =
          origin.values().stream().filter(u -> u.role() == role).map(ValueUse::name).toList();
      if (!names.isEmpty()) {
        node.set(key(role), JsonPlan.array(names));
      }
    }
    return node;
  }

  /** Returns the values that went into effects, by name, each with its places. */
  static ObjectNode uses(List<Effect> effects) {
    Map<String, ValueUse> uses = new LinkedHashMap<>();
    for (Effect effect : effects) {
      collect(effect.origin(), uses);
      for (FieldChange change : effect.changes()) {
        collect(change.origin(), uses);
      }
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    uses.forEach(
        (name, use) -> {
          ArrayNode origins = node.putArray(name);
          use.origins().forEach(origin -> origins.add(origin(origin)));
        });
    return node;
  }

  /** Returns what each layer says about configuration values. */
  static ArrayNode layers(List<LayeredValue> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (LayeredValue value : values) {
      ArrayNode layers = array.addObject().put("path", value.path().toString()).putArray("layers");
      value
          .layers()
          .forEach(
              layer -> {
                ObjectNode one = layers.addObject().put("layer", layer.layer());
                one.put("text", layer.text());
                one.set("origin", origin(layer.origin()));
                one.put("effect", layer.effect().name().toLowerCase(Locale.ROOT));
              });
    }
    return array;
  }

  private static void collect(Optional<FieldOrigin> origin, Map<String, ValueUse> uses) {
    origin.ifPresent(made -> made.values().forEach(use -> uses.putIfAbsent(use.name(), use)));
  }

  private static String key(ValueUse.Role role) {
    return switch (role) {
      case VALUE -> "values";
      case CONDITION -> "conditions";
      case CANDIDATE -> "candidates";
    };
  }

  private static ObjectNode origin(Origin origin) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (origin instanceof Origin.Layer layer) {
      node.put("kind", "file").put("layer", layer.layer());
      JsonDiagnostics.write(node, layer.position());
    } else if (origin instanceof Origin.Variable variable) {
      node.put("kind", "variable").put("name", variable.name());
    } else if (origin instanceof Origin.Flag flag) {
      node.put("kind", "option").put("name", flag.option());
    } else if (origin instanceof Origin.Secret secret) {
      node.put("kind", "secret").put("name", secret.source());
    } else if (origin instanceof Origin.StepOutput output) {
      node.put("kind", "output").put("name", output.ref().toString());
    } else if (origin instanceof Origin.EarlierRelease release) {
      node.put("kind", "release").put("number", release.number());
    } else {
      node.put("kind", "builtIn").put("name", ((Origin.BuiltIn) origin).what());
    }
    return node;
  }
}
