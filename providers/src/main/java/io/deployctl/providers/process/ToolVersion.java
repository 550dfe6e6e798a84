package io.deployctl.providers.process;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tool's version by the rules of semantic versioning, as far as tools are compared: a pre-release
 * comes before its release, and pre-releases are compared as text.
 *
 * @param major the first number
 * @param minor the second, 0 where it is absent
 * @param patch the third, 0 where it is absent
 * @param preRelease what stands after the hyphen; empty for a release
 */
public record ToolVersion(int major, int minor, int patch, String preRelease)
    implements Comparable<ToolVersion> {
  private static final Pattern FORM =
      Pattern.compile(
          "v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:-([0-9A-Za-z.-]+))?(?:\\+\\S*)?");
  private static final Comparator<ToolVersion> ORDER =
      Comparator.comparingInt(ToolVersion::major)
          .thenComparingInt(ToolVersion::minor)
          .thenComparingInt(ToolVersion::patch)
          .thenComparing(version -> version.preRelease.isEmpty())
          .thenComparing(ToolVersion::preRelease);

  /** Returns the version that the text is, such as {@code v3.20.2} or {@code 3.13}, or empty. */
  public static Optional<ToolVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ToolVersion(
            number(matcher.group(1)),
            number(matcher.group(2)),
            number(matcher.group(3)),
            matcher.group(4) == null ? "" : matcher.group(4)));
  }

  @Override
  public int compareTo(ToolVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String numbers = major + "." + minor + "." + patch;
    return preRelease.isEmpty() ? numbers : numbers + "-" + preRelease;
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
