package io.deployctl.providers.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret in Vault's key-value engine.
 *
 * @param mount where the engine is mounted: the first part of the path
 * @param path the secret's path below it
 * @param key the key in the secret
 */
record VaultReference(String mount, String path, String key) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_.-]+)/([A-Za-z0-9_./-]*[A-Za-z0-9_-])#([^#]+)");

  /** Returns what {@code MOUNT/PATH#KEY} names; empty for anything else. */
  static Optional<VaultReference> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    boolean sound = matcher.matches() && !("/" + matcher.group(2) + "/").contains("/../");
    return sound
        ? Optional.of(new VaultReference(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }
}
