package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.config.ConfigDifference;
import io.deployctl.core.config.ConfigEntry;
import io.deployctl.core.config.ConfigExplanation;
import io.deployctl.core.config.ConfigView;
import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.Origin;
import java.util.List;
import java.util.Locale;

/** Configuration as JSON. */
final class JsonConfig {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonConfig() {}

  /** Writes all values into the node, as one object under {@code values}. */
  static void show(ObjectNode node, ConfigView view) {
    node.put("environment", view.environment());
    node.set("values", MAPPER.valueToTree(view.values()));
  }

  /** Writes what each layer says into the node, lowest first. */
  static void explain(ObjectNode node, ConfigExplanation explanation) {
    node.put("path", explanation.path().toString());
    ArrayNode entries = node.putArray("entries");
    explanation.entries().forEach(entry -> entries.add(entry(entry)));
    ArrayNode layers = node.putArray("layers");
    for (LayerValue layer : explanation.layers()) {
      layers
          .addObject()
          .put("layer", layer.layer())
          .put("text", layer.text())
          .put("origin", layer.origin().describe())
          .put("effect", layer.effect().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Writes the values that two environments do not share into the node. */
  static void difference(
      ObjectNode node, String left, String right, List<ConfigDifference> differences) {
    node.put("left", left).put("right", right);
    ArrayNode array = node.putArray("differences");
    for (ConfigDifference difference : differences) {
      ObjectNode one = array.addObject().put("path", difference.path().toString());
      difference.left().ifPresent(entry -> one.set("left", entry(entry)));
      difference.right().ifPresent(entry -> one.set("right", entry(entry)));
    }
  }

  private static ObjectNode entry(ConfigEntry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("path", entry.path().toString());
    JsonNode value = MAPPER.valueToTree(entry.data().orElse(null));
    node.set("value", value);
    node.put("masked", entry.masked());
    node.set("origins", JsonPlan.array(entry.origins().stream().map(Origin::describe).toList()));
    return node;
  }
}
