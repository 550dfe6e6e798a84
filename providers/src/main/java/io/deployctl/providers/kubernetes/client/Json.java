package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads and writes the JSON that the API server speaks. Numbers keep their digits. Other than our
 * own files it is not searched for duplicate keys: that costs time with every list, and a server
 * writes none.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** Returns an empty object. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns the object that the bytes are, or empty where they are anything else. */
  static Optional<ObjectNode> parseObject(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /** Returns maps, lists and scalars as an object, or empty where the top is no map. */
  static Optional<ObjectNode> tree(Object value) {
    JsonNode node = MAPPER.valueToTree(value);
    return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  /** Returns the node's JSON text. */
  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }
}
