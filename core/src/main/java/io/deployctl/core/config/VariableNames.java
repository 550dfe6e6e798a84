package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.ValuePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds which value a variable's name means, by the keys that exist: {@code DATABASE_POOL_SIZE} is
 * {@code database.pool_size}; {@code __} separates levels explicitly.
 */
final class VariableNames {
  private final Map<String, Set<ValuePath>> byName = new LinkedHashMap<>();

  VariableNames(Collection<ValuePath> known) {
    for (ValuePath path : known) {
      for (String separator : List.of("_", "__")) {
        byName.computeIfAbsent(name(path, separator), name -> new LinkedHashSet<>()).add(path);
      }
    }
  }

  /** Returns the values that the name can mean; more than one is ambiguous. */
  List<ValuePath> candidates(String name) {
    return new ArrayList<>(byName.getOrDefault(name, Set.of()));
  }

  /** Returns the nearest name that means something. */
  Optional<String> nearest(String name) {
    return Suggestion.nearest(name, byName.keySet());
  }

  /** Returns the path's name with the given separator between its levels. */
  static String name(ValuePath path, String separator) {
    return path.segments().stream()
        .map(segment -> segment.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_"))
        .collect(Collectors.joining(separator));
  }
}
