package io.deployctl.providers.kubernetes.guards;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells from an image's name whether what it stands for can change. A digest never does. A tag that
 * is a version is taken not to: it has two numbers with a dot between them ({@code v1.27}, {@code
 * 16.3-bookworm}), a date or build number of at least six digits, or the name of a commit (seven to
 * forty hexadecimal digits, one of them a number). Every other tag can move: none at all, {@code
 * latest}, a branch ({@code main}), a channel ({@code stable}), a bare major ({@code 16}).
 */
final class ImageName {
  private static final Pattern VERSION = Pattern.compile("(?:.*[^0-9.])?\\d+\\.\\d+.*");
  private static final Pattern BUILD = Pattern.compile("(?:.*\\D)?\\d{6,}(?:\\D.*)?");
  private static final Pattern DATE = Pattern.compile("(?:.*\\D)?\\d{4}-\\d{2}-\\d{2}.*");
  private static final Pattern COMMIT =
      Pattern.compile("(?:.*[-._])?(?=[a-f]*\\d)[0-9a-f]{7,40}(?:[-._].*)?");

  private ImageName() {}

  /** Returns why the image can be another one tomorrow; empty where it can't. */
  static Optional<String> moving(String image) {
    if (image.contains("@") || image.isBlank()) {
      return Optional.empty();
    }
    int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    if (colon < 0) {
      return Optional.of("no tag");
    }
    String tag = image.substring(colon + 1);
    boolean fixed =
        VERSION.matcher(tag).matches()
            || BUILD.matcher(tag).matches()
            || DATE.matcher(tag).matches()
            || COMMIT.matcher(tag).matches();
    return fixed ? Optional.empty() : Optional.of("tag `" + tag + "`");
  }
}
