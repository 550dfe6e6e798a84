package io.deployctl.core.journal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a journal.
 *
 * @param type {@code journal} (the first), {@code intent}, {@code outcome}, or an event's name
 * @param fields all of its fields as JSON has them: texts, numbers, booleans, lists and maps
 */
public record JournalLine(String type, Map<String, Object> fields) {
  /** Copies. */
  public JournalLine {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** Returns the field as text, or the empty text where it is absent. */
  public String text(String field) {
    return fields.containsKey(field) ? String.valueOf(fields.get(field)) : "";
  }
}
