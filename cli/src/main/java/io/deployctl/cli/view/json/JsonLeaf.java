package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Leaf;
import java.util.Collection;
import java.util.Optional;

/**
 * Leaves as JSON: {@code {"value": 5}}, {@code {"secret": true, "tag": "1f2e3d4c"}}, {@code
 * {"waitsOn": ["steps.cloud.outputs.db_endpoint"]}}.
 */
final class JsonLeaf {
  private JsonLeaf() {}

  /** Returns one leaf. */
  static ObjectNode of(Leaf leaf) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (leaf instanceof Leaf.Literal literal) {
      literal.data().ifPresentOrElse(data -> put(node, data), () -> node.putNull("value"));
    } else if (leaf instanceof Leaf.Sensitive sensitive) {
      node.put("secret", true).put("tag", sensitive.tag().brief());
    } else if (leaf instanceof Leaf.Waiting waiting) {
      node.set("waitsOn", refs(waiting.waitsOn()));
    }
    return node;
  }

  /** Sets the leaf under the key, or null where there is none. */
  static void set(ObjectNode node, String key, Optional<Leaf> leaf) {
    leaf.ifPresentOrElse(present -> node.set(key, of(present)), () -> node.putNull(key));
  }

  /** Returns the outputs, sorted. */
  static ArrayNode refs(Collection<StepOutputRef> refs) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    refs.stream().sorted().forEach(ref -> array.add(ref.toString()));
    return array;
  }

  private static void put(ObjectNode node, Object data) {
    if (data instanceof Boolean flag) {
      node.put("value", flag);
    } else if (data instanceof Number) {
      node.set("value", new POJONode(data));
    } else {
      node.put("value", data.toString());
    }
  }
}
