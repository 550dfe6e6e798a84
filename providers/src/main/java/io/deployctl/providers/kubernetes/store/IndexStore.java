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

  /** Puts the index in the place of whatever is there, be it damaged or another environment's. */
  Loaded put(IndexSecret index) {
    Optional<ObjectNode> there = secrets.get(names.namespace(), names.index());
    ObjectNode fresh =
        StateSecrets.secret(
            names.index(),
            names.labels(StateNames.INDEX, index.index().identity().uuid()),
            index.data(),
            false);
    boolean ours = there.filter(IndexStore::isReplaceable).isPresent();
    if (ours) {
      fresh
          .withObjectProperty("metadata")
          .set("resourceVersion", there.get().path("metadata").path("resourceVersion"));
      return secrets
          .replace(names.namespace(), names.index(), fresh)
          .map(now -> new Loaded(now, index))
          .orElseThrow(() -> StoreFailures.overtaken(names.namespace()));
    }
    there.ifPresent(other -> secrets.delete(names.namespace(), names.index()));
    secrets.createIfAbsent(names.namespace(), fresh);
    return load()
        .filter(now -> now.index().equals(index))
        .orElseThrow(() -> StoreFailures.overtaken(names.namespace()));
  }

  // A Secret's type can't be changed, nor anything of one that is immutable.
  private static boolean isReplaceable(ObjectNode secret) {
    return secret.path("type").asText().equals(StateSecrets.TYPE)
        && !secret.path("immutable").asBoolean();
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
