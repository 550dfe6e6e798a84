package io.deployctl.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a field of an object as users write it, and as plans show it: {@code
 * spec.template.spec.containers[app].resources}. In brackets stands a key with dots in it, or an
 * item of a list: by what tells it from the others ({@code [app]}) or by a field of it ({@code
 * [name=app]}). Any name can have {@code *} in it.
 *
 * @param text as it is written
 * @param parts from the top
 */
public record FieldPattern(String text, List<Part> parts) {
  private static final Pattern PART =
      Pattern.compile("\\.?([^.\\[\\]=\\s]+)|\\[(?:([^\\[\\]=\\s]+)=)?([^\\[\\]]+)]");

  /** What says which object it is; without it there is nothing to apply. */
  private static final Set<String> IDENTITY =
      Set.of(
          "apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace", "metadata.uid");

  /**
   * One step of the way.
   *
   * @param bracketed whether it stands in brackets, so that it can be an item of a list
   * @param field the field by which an item is named; empty where it is its usual one
   * @param name the key, or what the item's field is
   */
  public record Part(boolean bracketed, String field, Glob name) {}

  /** Copies. */
  public FieldPattern {
    parts = List.copyOf(parts);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is none, with the reason in words
   */
  public static FieldPattern parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int at = 0;
    while (at < text.length()) {
      boolean dotted = text.charAt(at) == '.';
      if (!matcher.find(at) || matcher.start() != at || dotted && parts.isEmpty()) {
        throw new IllegalArgumentException("it can't be read from `" + text.substring(at) + "` on");
      }
      parts.add(part(matcher, parts.isEmpty() || dotted, text, at));
      at = matcher.end();
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    if (IDENTITY.contains(text)) {
      throw new IllegalArgumentException("it says which object it is");
    }
    return new FieldPattern(text, parts);
  }

  private static Part part(Matcher matcher, boolean mayBeKey, String text, int at) {
    if (matcher.group(1) == null) {
      String field = matcher.group(2) == null ? "" : matcher.group(2);
      return new Part(true, field, new Glob(unquoted(matcher.group(3))));
    }
    if (!mayBeKey) {
      throw new IllegalArgumentException("a dot is missing before `" + text.substring(at) + "`");
    }
    return new Part(false, "", new Glob(matcher.group(1)));
  }

  private static String unquoted(String name) {
    boolean quoted =
        name.length() > 2
            && (name.startsWith("'") && name.endsWith("'")
                || name.startsWith("\"") && name.endsWith("\""));
    return quoted ? name.substring(1, name.length() - 1) : name;
  }

  @Override
  public String toString() {
    return text;
  }
}
