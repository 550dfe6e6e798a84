package io.deployctl.cli.view;

import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.SecretText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves as text. */
final class Leaves {
  private Leaves() {}

  /** Returns a leaf on one line. */
  static String text(Leaf leaf) {
    if (leaf instanceof Leaf.Literal literal) {
      return literal(literal.data());
    }
    if (leaf instanceof Leaf.Waiting waiting) {
      return waits(waiting);
    }
    return SecretText.MASK;
  }

  /** Returns maps and lists of leaves as plain data, with a mark for what has no value to show. */
  static Object plain(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, value) -> plain.put(key, plain(value)));
      return plain;
    }
    if (tree instanceof List<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      list.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (tree instanceof Leaf.Literal literal) {
      return literal.data().orElse(null);
    }
    return text((Leaf) tree);
  }

  /**
   * Returns a part of the text.
   *
   * @param from where it begins; an ellipsis takes the place of what stands before
   * @param limit about how many characters to return; an ellipsis takes the place of the rest
   */
  static String shorten(String text, int from, int limit) {
    String rest =
        from > 0 && from < text.length() ? "…" + text.substring(boundary(text, from)) : text;
    return rest.length() <= limit ? rest : rest.substring(0, boundary(rest, limit - 1)) + "…";
  }

  /** Never between the halves of one character. */
  private static int boundary(String text, int index) {
    return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
  }

  /** Returns {@code (waits on steps.cloud.outputs.db_endpoint)}. */
  static String waits(Leaf.Waiting waiting) {
    return "(waits on " + Words.list(waiting.waitsOn()) + ")";
  }

  /** Returns the text of a leaf that is a text of several lines. */
  static Optional<String> lines(Optional<Leaf> leaf) {
    return leaf.filter(Leaf.Literal.class::isInstance)
        .flatMap(literal -> ((Leaf.Literal) literal).data())
        .filter(String.class::isInstance)
        .map(Object::toString)
        .filter(text -> text.contains("\n"));
  }

  private static String literal(Optional<Object> data) {
    if (data.isEmpty()) {
      return "null";
    }
    if (data.get() instanceof String text) {
      boolean container = text.equals("{}") || text.equals("[]");
      return container ? text : "\"" + escape(text) + "\"";
    }
    return data.get().toString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
