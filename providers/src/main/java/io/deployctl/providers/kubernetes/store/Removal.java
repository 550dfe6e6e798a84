package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.store.Lease;
import io.deployctl.core.store.Leases;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an environment's state away: what the index refers to first, the namespace last. */
final class Removal {
  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);

  private final ClusterState state;
  private final StateNames names;

  Removal(ClusterState state, StateNames names) {
    this.state = state;
    this.names = names;
  }

  /** Removes everything; what was removed already is fine. */
  void run(Lease lease) {
    if (!lease.isHeld()) {
      throw Leases.lost();
    }
    state.index().load().ifPresent(this::contents);
    state.secrets().delete(names.namespace(), names.index());
    state.secrets().delete(names.namespace(), names.key());
    if (lease instanceof ClusterLease held) {
      held.delete();
    }
    state.namespace().deleteIfEmpty();
  }

  /** Removes what the index refers to. */
  void contents(IndexStore.Loaded loaded) {
    String uuid = loaded.identity().uuid();
    for (String namespace : loaded.index().namespaces()) {
      elsewhere(namespace, uuid);
    }
    delete(names.namespace(), uuid, List.of(StateNames.CONTENT, StateNames.RELEASE));
  }

  /** Where we may not list Secrets we may not have kept any either: they were sealed instead. */
  private void elsewhere(String namespace, String uuid) {
    try {
      delete(namespace, uuid, List.of(StateNames.CONTENT));
    } catch (ApiFailure refused) {
      if (refused.code() != 403) {
        throw refused;
      }
      LOG.warn(
          "may not look for kept Secrets in the namespace {}: {}", namespace, refused.getMessage());
    }
  }

  private void delete(String namespace, String uuid, List<String> kinds) {
    for (String name : state.secrets().names(namespace, uuid, kinds)) {
      state.secrets().delete(namespace, name);
    }
  }
}
