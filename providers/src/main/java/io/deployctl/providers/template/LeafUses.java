package io.deployctl.providers.template;

import io.deployctl.core.value.ValuePath;
import io.deployctl.core.value.ValueUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which values went into a leaf. The same value is the same object for all leaves of a file:
 * there can be many. For one thread.
 */
final class LeafUses {
  /** More values than that, printed as one piece, say nothing about a single leaf of it. */
  private static final int MOST = 8;

  private final Map<String, ValueUse> known = new HashMap<>();
  private final Map<List<ValueUse>, List<ValueUse>> lists = new HashMap<>();

  /** Returns the uses of the values that were read for a leaf. */
  List<ValueUse> of(ValuePath leaf, Collection<Read> reads) {
    if (reads.isEmpty()) {
      return List.of();
    }
    List<ValueUse> uses = new ArrayList<>();
    for (Read read : narrowed(leaf, reads)) {
      ValueUse use =
          known.computeIfAbsent(
              read.role() + " " + read.name(),
              key -> ValueUse.of(read.name(), read.value()).as(read.role()));
      uses.add(use);
    }
    return lists.computeIfAbsent(uses, List::copyOf);
  }

  /** A map that is printed whole was read whole; the leaf is the value of its own name. */
  private static Collection<Read> narrowed(ValuePath leaf, Collection<Read> reads) {
    if (reads.size() <= MOST || leaf.segments().isEmpty()) {
      return reads;
    }
    String key = leaf.segments().get(leaf.segments().size() - 1);
    List<Read> same =
        reads.stream()
            .filter(read -> read.name().equals(key) || read.name().endsWith("." + key))
            .toList();
    return same.isEmpty() ? reads.stream().limit(MOST).toList() : same;
  }
}
