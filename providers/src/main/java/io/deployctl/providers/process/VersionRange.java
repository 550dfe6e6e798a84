package io.deployctl.providers.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions will do, as a project writes it: {@code ">=3.13 <5"}. Bounds are separated by
 * spaces or commas and all of them must hold; a version without a sign means exactly that one.
 */
public final class VersionRange {
  private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|=)?\\s*([^\\s,<>=]+)");
  private static final Pattern WHOLE =
      Pattern.compile("\\s*(?:(?:>=|<=|>|<|=)?\\s*[^\\s,<>=]+[\\s,]*)+");

  private final String written;
  private final List<Bound> bounds;

  private record Bound(String sign, ToolVersion version) {
    boolean allows(ToolVersion found) {
      int order = found.compareTo(version);
      return switch (sign) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }
  }

  private VersionRange(String written, List<Bound> bounds) {
    this.written = written;
    this.bounds = List.copyOf(bounds);
  }

  /** Returns the range that the text is, or empty where it is none. */
  public static Optional<VersionRange> parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Bound> bounds = new ArrayList<>();
    Matcher matcher = BOUND.matcher(text);
    while (matcher.find()) {
      Optional<ToolVersion> version = ToolVersion.parse(matcher.group(2));
      if (version.isEmpty()) {
        return Optional.empty();
      }
      String sign = matcher.group(1) == null ? "=" : matcher.group(1);
      bounds.add(new Bound(sign, version.get()));
    }
    return Optional.of(new VersionRange(text.strip(), bounds));
  }

  /** Returns whether the version is within every bound. */
  public boolean allows(ToolVersion version) {
    return bounds.stream().allMatch(bound -> bound.allows(version));
  }

  /** Returns the range as it was written. */
  @Override
  public String toString() {
    return written;
  }
}
