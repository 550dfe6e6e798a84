package io.deployctl.providers.template;

import io.pebbletemplates.pebble.extension.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The filters that work on lists; most take a text as the list of its characters. */
final class CollectionFilters {
  private CollectionFilters() {}

  /** Returns them by name. */
  static Map<String, Filter> all() {
    Map<String, Filter> filters = new TreeMap<>();
    filters.put("first", new SimpleFilter(List.of(), (in, arguments) -> end(in, arguments, true)));
    filters.put("last", new SimpleFilter(List.of(), (in, arguments) -> end(in, arguments, false)));
    filters.put("length", new SimpleFilter(List.of(), CollectionFilters::length));
    filters.put("join", new SimpleFilter(List.of("separator"), CollectionFilters::join));
    filters.put("split", new SimpleFilter(List.of("delimiter"), CollectionFilters::split));
    filters.put("sort", new SimpleFilter(List.of(), CollectionFilters::sort));
    filters.put("reverse", new SimpleFilter(List.of(), CollectionFilters::reverse));
    filters.put(
        "slice", new SimpleFilter(List.of("fromIndex", "toIndex"), CollectionFilters::slice));
    filters.put("keys", new SimpleFilter(List.of(), CollectionFilters::keys));
    return filters;
  }

  private static List<Object> list(Object input, SimpleFilter.Arguments arguments) {
    if (input instanceof Collection<?> items) {
      return new ArrayList<>(items);
    }
    if (input instanceof Map<?, ?> map) {
      return new ArrayList<>(map.entrySet());
    }
    throw arguments.failure("the filter needs a list");
  }

  private static Object end(Object input, SimpleFilter.Arguments arguments, boolean first) {
    if (input instanceof String text) {
      int at = first ? 0 : text.length() - 1;
      return text.isEmpty() ? null : text.substring(at, at + 1);
    }
    List<Object> items = list(input, arguments);
    return items.isEmpty() ? null : items.get(first ? 0 : items.size() - 1);
  }

  private static Object length(Object input, SimpleFilter.Arguments arguments) {
    if (input == null) {
      return 0L;
    }
    if (input instanceof Map<?, ?> map) {
      return (long) map.size();
    }
    return input instanceof Collection<?> items
        ? (long) items.size()
        : (long) Scalars.text(input, arguments.line()).length();
  }

  private static Object join(Object input, SimpleFilter.Arguments arguments) {
    String separator = arguments.text("separator", "");
    StringBuilder joined = new StringBuilder();
    String between = "";
    for (Object item : list(input, arguments)) {
      joined.append(between).append(Scalars.text(item, arguments.line()));
      if (joined.length() > Limits.OUTPUT) {
        throw arguments.failure("`join` makes the text too big");
      }
      between = separator;
    }
    return joined.toString();
  }

  private static Object split(Object input, SimpleFilter.Arguments arguments) {
    String delimiter = arguments.text("delimiter", "");
    if (delimiter.isEmpty()) {
      throw arguments.failure("`split` needs a delimiter");
    }
    // Literal: a regular expression could take for ever.
    String text = Scalars.text(input, arguments.line());
    return List.of(text.split(Pattern.quote(delimiter), -1));
  }

  private static Object sort(Object input, SimpleFilter.Arguments arguments) {
    List<Object> items = list(input, arguments);
    Comparator<Object> order = Comparator.comparing(item -> Scalars.text(item, arguments.line()));
    boolean numbers = items.stream().allMatch(Number.class::isInstance);
    items.sort(numbers ? Comparator.comparingDouble(item -> ((Number) item).doubleValue()) : order);
    return items;
  }

  private static Object reverse(Object input, SimpleFilter.Arguments arguments) {
    List<Object> items = list(input, arguments);
    Collections.reverse(items);
    return items;
  }

  private static Object slice(Object input, SimpleFilter.Arguments arguments) {
    int size = ((Long) length(input, arguments)).intValue();
    int from = Math.min(size, Math.max(0, arguments.number("fromIndex", 0)));
    int to = Math.min(size, Math.max(from, arguments.number("toIndex", size)));
    return input instanceof Collection<?>
        ? list(input, arguments).subList(from, to)
        : Scalars.text(input, arguments.line()).substring(from, to);
  }

  private static Object keys(Object input, SimpleFilter.Arguments arguments) {
    if (input instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    throw arguments.failure("`keys` needs a map");
  }
}
