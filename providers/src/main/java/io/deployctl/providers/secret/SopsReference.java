package io.deployctl.providers.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value in a file that SOPS encrypted.
 *
 * @param file the file's name, relative to the project or absolute
 * @param path the way to the value, with dots
 */
record SopsReference(String file, String path) {
  private static final Pattern FORM = Pattern.compile("([^#]+)#([^#]+)");

  /** Returns what {@code FILE#KEY.KEY} names; empty for anything else. */
  static Optional<SopsReference> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new SopsReference(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
