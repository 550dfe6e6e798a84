package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.value.SecretText;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A credential plugin's token, fetched again shortly before it expires. */
final class PluginToken implements TokenSource {
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final CredentialPlugin plugin;
  private final Clock clock;
  private Optional<Credential> last;

  PluginToken(CredentialPlugin plugin, Credential first, Clock clock) {
    this.plugin = plugin;
    this.clock = clock;
    this.last = Optional.of(first);
  }

  @Override
  public synchronized String getToken() {
    Credential credential = last.filter(this::isFresh).orElseGet(plugin::fetch);
    last = Optional.of(credential);
    return credential.token().map(SecretText::reveal).orElse("");
  }

  @Override
  public synchronized boolean renew() {
    last = Optional.empty();
    return true;
  }

  private boolean isFresh(Credential credential) {
    return credential.expires().map(at -> clock.instant().plus(MARGIN).isBefore(at)).orElse(true);
  }
}
