package io.deployctl.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Leaf;
import java.util.Optional;

/** Leaves in stored records: an object with one of {@code literal}, {@code tag}, {@code waits}. */
public final class LeafJson {
  private static final JsonMapper MAPPER = Json.mapper();
  private static final String LITERAL = "literal";
  private static final String TAG = "tag";
  private static final String WAITS = "waits";

  private LeafJson() {}

  /** Returns the leaf's stored form. */
  public static ObjectNode write(Leaf leaf) {
    ObjectNode node = MAPPER.createObjectNode();
    if (leaf instanceof Leaf.Literal literal) {
      node.set(LITERAL, MAPPER.valueToTree(literal.data().orElse(null)));
    } else if (leaf instanceof Leaf.Sensitive sensitive) {
      node.put(TAG, sensitive.tag().value());
    } else if (leaf instanceof Leaf.Waiting waiting) {
      node.set(WAITS, IdentityJson.refs(waiting.waitsOn()));
    }
    return node;
  }

  /** Returns the leaf of a stored form. */
  public static Leaf read(RecordReader reader) {
    Optional<JsonNode> literal = reader.raw(LITERAL);
    if (literal.isPresent()) {
      return new Leaf.Literal(scalar(reader, literal.get()));
    }
    Optional<String> tag = reader.optionalText(TAG);
    if (tag.isPresent()) {
      return new Leaf.Sensitive(new KeyedTag(tag.get()));
    }
    return new Leaf.Waiting(IdentityJson.refs(reader.objects(WAITS)));
  }

  private static Optional<Object> scalar(RecordReader reader, JsonNode value) {
    if (value.isContainerNode()) {
      throw reader.wrong(LITERAL, "is no scalar");
    }
    if (value.isNull()) {
      return Optional.empty();
    }
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    if (value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    if (value.isIntegralNumber()) {
      return Optional.of(
          value.canConvertToLong() ? (Object) value.longValue() : value.bigIntegerValue());
    }
    return Optional.of(value.decimalValue());
  }
}
