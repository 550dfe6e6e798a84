package io.deployctl.core.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.value.SecretText;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recipe in its stored form, which is only ever written sealed. */
final class RecipeJson {
  private RecipeJson() {}

  static ObjectNode write(Recipe recipe) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode variables = node.putObject("variables");
    recipe.variables().forEach(variables::put);
    ArrayNode sets = node.putArray("sets");
    recipe.sets().forEach(sets::add);
    node.put("allowOverrides", recipe.allowOverrides());
    ObjectNode secrets = node.putObject("secrets");
    recipe.secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
    return node;
  }

  static Recipe read(RecordReader reader) {
    Map<String, SecretText> secrets = new LinkedHashMap<>();
    reader.textMap("secrets").forEach((name, text) -> secrets.put(name, new SecretText(text)));
    return new Recipe(
        reader.textMap("variables"), reader.texts("sets"), reader.flag("allowOverrides"), secrets);
  }
}
