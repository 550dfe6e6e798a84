package io.deployctl.providers.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a Secret.
 *
 * @param namespace the Secret's namespace; empty where it is not named
 * @param name the Secret's name
 * @param key the key in it
 */
record KubernetesReference(Optional<String> namespace, String name, String key) {
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String NAME = "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile("(?:(" + LABEL + ")/)?(" + NAME + ")#([-._a-zA-Z0-9]{1,253})");

  /** Returns what {@code NAMESPACE/NAME#KEY} or {@code NAME#KEY} names; empty for anything else. */
  static Optional<KubernetesReference> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new KubernetesReference(
                Optional.ofNullable(matcher.group(1)), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }
}
