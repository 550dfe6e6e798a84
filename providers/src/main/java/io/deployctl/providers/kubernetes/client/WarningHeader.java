package io.deployctl.providers.kubernetes.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code Warning} header (RFC 7234, 5.5) as the API server writes it. */
final class WarningHeader {
  private static final Pattern FORM =
      Pattern.compile("\\s*299\\s+\\S+\\s+\"((?:[^\"\\\\]|\\\\.)*)\".*", Pattern.DOTALL);

  private WarningHeader() {}

  /** Returns the warning's text, or empty where the header has another form. */
  static Optional<String> text(String header) {
    Matcher matcher = FORM.matcher(header);
    return matcher.matches()
        ? Optional.of(matcher.group(1).replaceAll("\\\\(.)", "$1"))
        : Optional.empty();
  }
}
