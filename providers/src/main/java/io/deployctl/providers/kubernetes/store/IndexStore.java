package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.release.EnvironmentIdentity;
import java.util.Optional;

/** Reads and switches the index Secret of one environment. */
final class IndexStore {
  /** An index and the Secret, at its resourceVersion, that it was read from. */
  record Loaded(ObjectNode secret, IndexSecret index) {
    EnvironmentIdentity identity() {
      return index.index().identity();
    }
  }

  private final StateSecrets secrets;
  private final StateNames names;

  IndexStore(StateSecrets secrets, StateNames names) {
    this.secrets = secrets;
    this.names = names;
  }

  /**
   * Returns the index, or empty before the first run.
   *
   * @throws DeployctlException when the name is another project's
   */
  Optional<Loaded> load() {
    return secrets.get(names.namespace(), names.index()).map(this::read);
  }

  /** Creates the index unless there is one. */
  void createIfAbsent(IndexSecret index) {
    String uuid = index.index().identity().uuid();
    secrets.createIfAbsent(
        names.namespace(),
        StateSecrets.secret(
            names.index(), names.labels(StateNames.INDEX, uuid), index.data(), false));
  }

  /** Replaces the index; empty where somebody else did since it was read. */
  Optional<Loaded> replace(Loaded before, IndexSecret after) {
    ObjectNode secret = before.secret().deepCopy();
    StateSecrets.put(secret, after.data());
    return secrets
        .replace(names.namespace(), names.index(), secret)
        .map(now -> new Loaded(now, after));
  }

  private Loaded read(ObjectNode secret) {
    String where = "Secret " + names.namespace() + "/" + names.index();
    IndexSecret index = IndexSecret.read(secret, where);
    EnvironmentIdentity identity = index.index().identity();
    if (!identity.project().equals(names.project())
        || !identity.environment().equals(names.environment())) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "state-namespace-taken",
                  "the namespace `"
                      + names.namespace()
                      + "` holds the state of another environment of that name")
              .detail(
                  where
                      + " belongs to project `"
                      + identity.project()
                      + "`, environment `"
                      + identity.environment()
                      + "`")
              .hint("name another namespace as `target.stateNamespace`"));
    }
    return new Loaded(secret, index);
  }
}
