package io.deployctl.core.value;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to a value from the top, written {@code database.pool_size}.
 *
 * @param segments keys of mappings and, as decimal numbers, places in sequences; empty at the top
 */
public record ValuePath(List<String> segments) {
  /** The top. */
  public static final ValuePath ROOT = new ValuePath(List.of());

  /** Copies the segments. */
  public ValuePath {
    segments = List.copyOf(segments);
  }

  /** Returns the path written with dots; {@code ""} is the top. */
  public static ValuePath parse(String dotted) {
    return dotted.isEmpty() ? ROOT : new ValuePath(List.of(dotted.split("\\.", -1)));
  }

  /** Returns the path one key further down. */
  public ValuePath child(String segment) {
    List<String> more = new ArrayList<>(segments);
    more.add(segment);
    return new ValuePath(more);
  }

  @Override
  public String toString() {
    return String.join(".", segments);
  }
}
