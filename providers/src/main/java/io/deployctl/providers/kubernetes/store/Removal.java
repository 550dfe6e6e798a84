package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.store.Lease;
import io.deployctl.core.store.Leases;
import java.util.List;

/** Takes an environment's state away: what the index refers to first, the namespace last. */
final class Removal {
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

  private void contents(IndexStore.Loaded loaded) {
    String uuid = loaded.identity().uuid();
    String content = StateNames.selector(uuid, StateNames.CONTENT);
    for (String namespace : loaded.index().namespaces()) {
      delete(namespace, content);
    }
    for (String selector : List.of(content, StateNames.selector(uuid, StateNames.RELEASE))) {
      delete(names.namespace(), selector);
    }
  }

  private void delete(String namespace, String selector) {
    for (String name : state.secrets().names(namespace, selector)) {
      state.secrets().delete(namespace, name);
    }
  }
}
