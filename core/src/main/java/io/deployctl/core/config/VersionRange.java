package io.deployctl.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions, written {@code >=1.28}, {@code >=3.13 <5} or {@code 1.6} (which is any
 * 1.6.x). What follows a version's numbers ({@code -rc.1}, {@code +k3s1}, {@code -eks-5e0fdde}) is
 * passed over: vendors write there what is no pre-release.
 */
public final class VersionRange {
  private static final Pattern COMPARISON =
      Pattern.compile("(>=|<=|>|<|=|)\\s*v?(\\d{1,9}(?:\\.\\d{1,9}){0,3})");
  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,9}(?:\\.\\d{1,9}){0,3}).*");

  private final String text;
  private final List<Comparison> comparisons;

  private record Comparison(String operator, List<Integer> version) {}

  private VersionRange(String text, List<Comparison> comparisons) {
    this.text = text;
    this.comparisons = List.copyOf(comparisons);
  }

  /** Returns the range that the text is, or empty where it is none. */
  public static Optional<VersionRange> parse(String text) {
    List<Comparison> comparisons = new ArrayList<>();
    // An operator may stand apart from its version.
    String joined = text.strip().replaceAll("([<>=])\\s+", "$1");
    for (String part : joined.split("[\\s,]+")) {
      Matcher matcher = COMPARISON.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      comparisons.add(new Comparison(matcher.group(1), numbers(matcher.group(2))));
    }
    return Optional.of(new VersionRange(text.strip(), comparisons));
  }

  /** Returns whether the version is in the range; false where the text is no version. */
  public boolean matches(String version) {
    Matcher matcher = VERSION.matcher(version.strip());
    if (!matcher.matches()) {
      return false;
    }
    List<Integer> numbers = numbers(matcher.group(1));
    return comparisons.stream().allMatch(comparison -> matches(numbers, comparison));
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean matches(List<Integer> version, Comparison comparison) {
    int order = compare(version, comparison.version());
    return switch (comparison.operator()) {
      case ">=" -> order >= 0;
      case "<=" -> order <= 0 || startsWith(version, comparison.version());
      case ">" -> order > 0 && !startsWith(version, comparison.version());
      case "<" -> order < 0;
      default -> startsWith(version, comparison.version());
    };
  }

  private static boolean startsWith(List<Integer> version, List<Integer> prefix) {
    for (int i = 0; i < prefix.size(); i++) {
      if (part(version, i) != prefix.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static int compare(List<Integer> left, List<Integer> right) {
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      int order = Integer.compare(part(left, i), part(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int part(List<Integer> version, int index) {
    return index < version.size() ? version.get(index) : 0;
  }

  private static List<Integer> numbers(String dotted) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : dotted.split("\\.")) {
      numbers.add(Integer.parseInt(number));
    }
    return numbers;
  }
}
