package io.deployctl.providers.manifests;

import io.deployctl.core.model.FieldPattern;
import java.util.List;

/** Matches fields of objects with patterns of users. */
final class FieldMatch {
  private FieldMatch() {}

  /** Returns whether the pattern names the field, or something around it. */
  static boolean covers(FieldPattern pattern, FieldPath path) {
    List<FieldPattern.Part> parts = pattern.parts();
    if (path.segments().size() < parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!matches(parts.get(i), path.segments().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(FieldPattern.Part part, FieldPath.Segment segment) {
    if (segment instanceof FieldPath.Key key) {
      return part.field().isEmpty() && part.name().matches(key.name());
    }
    FieldPath.Item item = (FieldPath.Item) segment;
    if (!part.bracketed()) {
      return false;
    }
    return part.field().isEmpty()
        ? part.name().matches(item.label())
        : part.name().matches(item.item().path(part.field()).asText());
  }
}
