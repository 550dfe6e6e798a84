package io.deployctl.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One key of a settings map.
 *
 * @param key the key
 * @param type what its value must be
 * @param required whether it must be there
 * @param defaultText what holds where it is absent, in words; empty where nothing does
 * @param allowed the only texts that it may have; empty where any will do
 * @param nested the keys further down, for {@code RECORD} and {@code RECORDS}
 * @param doc one sentence for the reference, without a final full stop
 */
public record Field(
    String key,
    FieldType type,
    boolean required,
    Optional<String> defaultText,
    List<String> allowed,
    Optional<Schema> nested,
    String doc) {
  /** Refuses nulls and copies. */
  public Field {
    requireNonNull(key, "key is null");
    requireNonNull(type, "type is null");
    requireNonNull(defaultText, "defaultText is null");
    allowed = List.copyOf(allowed);
    requireNonNull(nested, "nested is null");
    requireNonNull(doc, "doc is null");
  }

  /** Returns a key that must be there. */
  public static Field required(String key, FieldType type, String doc) {
    return new Field(key, type, true, Optional.empty(), List.of(), Optional.empty(), doc);
  }

  /** Returns a key that may be absent and then means nothing. */
  public static Field optional(String key, FieldType type, String doc) {
    return new Field(key, type, false, Optional.empty(), List.of(), Optional.empty(), doc);
  }

  /** Returns this key with what holds where it is absent. */
  public Field defaultsTo(String text) {
    return new Field(key, type, required, Optional.of(text), allowed, nested, doc);
  }

  /** Returns this key with the only texts that it may have. */
  public Field oneOf(String... texts) {
    return new Field(key, type, required, defaultText, List.of(texts), nested, doc);
  }

  /** Returns this key with the keys further down. */
  public Field of(Schema schema) {
    return new Field(key, type, required, defaultText, allowed, Optional.of(schema), doc);
  }
}
