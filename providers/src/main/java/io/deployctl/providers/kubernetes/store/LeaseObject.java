package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.model.RunId;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Theft;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The Lease object of one environment on its server. */
final class LeaseObject {
  private static final int STEAL_ATTEMPTS = 5;

  private final Cluster cluster;
  private final StateNames names;

  LeaseObject(Cluster cluster, StateNames names) {
    this.cluster = cluster;
    this.names = names;
  }

  /** Returns the Lease, or empty where there is none. */
  Optional<LeaseRecord> read() {
    return cluster.get(StateNames.LEASES, names.namespace(), names.index()).map(LeaseRecord::new);
  }

  /** Returns a Lease to create, held by nobody. */
  LeaseRecord unheld() {
    return LeaseRecord.unheld(
        names.index(),
        Map.of(
            StateNames.MANAGED_BY,
            "deployctl",
            StateNames.PROJECT,
            StateNames.label(names.project()),
            StateNames.ENVIRONMENT,
            StateNames.label(names.environment())));
  }

  /** Creates the Lease; empty where somebody else did first. */
  Optional<LeaseRecord> create(LeaseRecord lease) {
    try {
      return Optional.of(
          new LeaseRecord(cluster.create(StateNames.LEASES, names.namespace(), lease.node())));
    } catch (ApiFailure failure) {
      if (failure.reason().equals("AlreadyExists")) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Replaces the Lease; empty where it is not the one that was read any more. */
  Optional<LeaseRecord> replace(LeaseRecord lease) {
    try {
      return Optional.of(
          new LeaseRecord(
              cluster.replace(StateNames.LEASES, names.namespace(), names.index(), lease.node())));
    } catch (ApiFailure failure) {
      if (failure.code() == 409 || failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Takes the Lease away from whoever holds it.
   *
   * @param theft makes the note of the run that it is taken from
   * @return who held it
   */
  Optional<LeaseHolder> steal(Function<RunId, Theft> theft) {
    for (int attempt = 1; ; attempt++) {
      Optional<LeaseRecord> found = read().filter(lease -> !lease.holderId().isEmpty());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      LeaseHolder holder = found.get().holder().orElseThrow();
      LeaseRecord taken = found.get().released().stolen(theft.apply(holder.run()));
      if (replace(taken).isPresent()) {
        return Optional.of(holder);
      }
      if (attempt == STEAL_ATTEMPTS) {
        throw new ApiFailure(409, "Conflict", "its holder is renewing it", Optional.empty());
      }
    }
  }

  /** Deletes the Lease if it is still the given one. */
  void delete(LeaseRecord lease) {
    cluster.delete(
        StateNames.LEASES,
        names.namespace(),
        names.index(),
        new Deletion(Optional.of(lease.uid()), Optional.empty(), "Background", false));
  }
}
