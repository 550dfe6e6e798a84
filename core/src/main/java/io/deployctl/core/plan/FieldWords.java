package io.deployctl.core.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** Holds somebody's words against one change: how well they fit, and which fields are meant. */
final class FieldWords {
  private static final int OBJECT = 0;
  private static final int EXACT = 1;
  private static final int END = 2;
  private static final int BEGINNING = 3;
  private static final int INSIDE = 4;

  private final OptionalInt rank;
  private final List<FieldChange> fields;

  private FieldWords(OptionalInt rank, List<FieldChange> fields) {
    this.rank = rank;
    this.fields = fields;
  }

  /** Returns how the words fit the change. */
  static FieldWords of(PlannedChange change, String text) {
    Set<String> names = names(change);
    List<String> paths = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      if (!names.contains(lower(word))) {
        paths.add(word);
      }
    }
    if (paths.isEmpty()) {
      return new FieldWords(OptionalInt.of(OBJECT), change.fields());
    }
    if (paths.size() > 1) {
      return new FieldWords(OptionalInt.empty(), List.of());
    }
    List<String> asked = segments(paths.get(0));
    int best = Integer.MAX_VALUE;
    List<FieldChange> found = new ArrayList<>();
    for (FieldChange field : change.fields()) {
      int fit = fit(asked, segments(change.path(field)));
      if (fit < best) {
        best = fit;
        found.clear();
      }
      if (fit == best && fit != Integer.MAX_VALUE) {
        found.add(field);
      }
    }
    return found.isEmpty()
        ? new FieldWords(OptionalInt.empty(), List.of())
        : new FieldWords(OptionalInt.of(best), found);
  }

  /** Returns how well the words fit, less for better; empty where they do not. */
  OptionalInt rank() {
    return rank;
  }

  /** Returns the fields that are meant. */
  List<FieldChange> fields() {
    return List.copyOf(fields);
  }

  /** Returns what the object can be called: by its kind, its name, its step. */
  private static Set<String> names(PlannedChange change) {
    Set<String> names = new HashSet<>();
    names.add(lower(change.place().step()));
    names.add(lower(change.effect().address()));
    for (String word : (change.address() + " " + change.effect().address()).split("\\s+")) {
      String name = lower(word);
      names.add(name);
      names.add(name + "s");
      int slash = name.indexOf('/');
      if (slash >= 0) {
        names.add(name.substring(slash + 1));
      }
    }
    change.effect().resource().ifPresent(id -> names.add(lower(id.kind() + "/" + id.name())));
    return names;
  }

  private static int fit(List<String> asked, List<String> path) {
    int most = path.size() - asked.size();
    if (most < 0) {
      return Integer.MAX_VALUE;
    }
    if (most == 0) {
      return isAt(asked, path, 0) ? EXACT : Integer.MAX_VALUE;
    }
    if (isAt(asked, path, most)) {
      return END;
    }
    if (isAt(asked, path, 0)) {
      return BEGINNING;
    }
    for (int at = 1; at < most; at++) {
      if (isAt(asked, path, at)) {
        return INSIDE;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static boolean isAt(List<String> asked, List<String> path, int from) {
    for (int i = 0; i < asked.size(); i++) {
      String one = asked.get(i);
      boolean any = i + from > 0 && one.matches("\\d{1,6}");
      if (!any && !one.equals(path.get(from + i))) {
        return false;
      }
    }
    return true;
  }

  /** Brackets and dots are taken as the same, since a key may have dots in it. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : lower(path).replace('[', '.').replace("]", "").split("[.]")) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
