package io.deployctl.providers.kubernetes.guards;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minor version of Kubernetes, as deprecations count them.
 *
 * @param major its first number
 * @param minor its second number
 */
public record KubernetesVersion(int major, int minor) implements Comparable<KubernetesVersion> {
  private static final Pattern FORM = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,4}).*");

  /** Returns the version of a text such as {@code v1.34.4-eks-5e0fdde}, or empty. */
  public static Optional<KubernetesVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new KubernetesVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  /** Returns whether this is the other version or a later one. */
  public boolean isFrom(KubernetesVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
