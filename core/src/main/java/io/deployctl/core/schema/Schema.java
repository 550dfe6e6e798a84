package io.deployctl.core.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The known keys of a map. From it come the check of a file's keys and types, offline, and the
 * reference of the configuration file.
 *
 * @param name what the map is, such as {@code helm}
 * @param doc one sentence for the reference, without a final full stop
 * @param fields its keys, in the order in which the reference lists them
 */
public record Schema(String name, String doc, List<Field> fields) {
  /** Refuses nulls and copies. */
  public Schema {
    requireNonNull(name, "name is null");
    requireNonNull(doc, "doc is null");
    fields = List.copyOf(fields);
  }

  /** Returns the key of the given name, if it is known. */
  public Optional<Field> field(String key) {
    return fields.stream().filter(field -> field.key().equals(key)).findFirst();
  }

  /** Returns the names of all keys. */
  public List<String> keys() {
    return fields.stream().map(Field::key).toList();
  }
}
