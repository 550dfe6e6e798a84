package io.deployctl.providers.importing;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by its name whether a value is meant to be secret. */
public final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(
          "passw(or)?d|passphrase|pwd$|secret|token|api_?key|access_?key|private_?key"
              + "|credential|encryption_?key|signing_?key|dsn$|connection_?string|htpasswd");

  /** Names of places, switches and measures are no secrets, whatever is there. */
  private static final Pattern ABOUT_ONE =
      Pattern.compile(
          "(name|names|ref|refs|path|file|dir|enabled|disabled|existing|policy|rotation|ttl|length"
              + "|expiry|expiration|lifetime|timeout|url|host|port|issuer|type|mount|provider)$"
              + "|^(existing|use|create|enable|has|mount|automount)");

  private SecretNames() {}

  /** Returns whether it is. */
  public static boolean isOne(String name) {
    String plain =
        name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[-.]", "_")
            .toLowerCase(Locale.ROOT);
    return SECRET.matcher(plain).find() && !ABOUT_ONE.matcher(plain).find();
  }
}
