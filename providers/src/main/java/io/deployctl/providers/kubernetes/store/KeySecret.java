package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.store.EnvironmentKey;
import java.util.Map;
import java.util.Optional;

/** The Secret with an environment's key. */
final class KeySecret {
  private static final String KEY = "key";

  private final StateSecrets secrets;
  private final StateNames names;

  KeySecret(StateSecrets secrets, StateNames names) {
    this.secrets = secrets;
    this.names = names;
  }

  /** Returns where it is, for messages. */
  String place() {
    return "Secret " + names.namespace() + "/" + names.key();
  }

  boolean isThere() {
    return secrets.get(names.namespace(), names.key()).isPresent();
  }

  /**
   * Returns the key as it is stored, if it is.
   *
   * @throws DeployctlException when it is damaged
   */
  Optional<EnvironmentKey> stored() {
    return secrets
        .get(names.namespace(), names.key())
        .map(
            secret ->
                StateSecrets.data(secret, KEY)
                    .filter(value -> value.length == EnvironmentKey.LENGTH)
                    .map(EnvironmentKey::of)
                    .orElseThrow(() -> StoreFailures.unreadable("the environment's key", place())));
  }

  /** Creates the Secret unless there is one. */
  void create(EnvironmentKey fresh, String uuid) {
    secrets.createIfAbsent(
        names.namespace(),
        StateSecrets.secret(
            names.key(), names.labels(StateNames.KEY, uuid), Map.of(KEY, fresh.reveal()), true));
  }
}
