package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Map;
import java.util.Optional;

/**
 * Has the server say, by dry runs, whether it would take what a run writes into the state
 * namespace: rights, admission and quotas are asked, and nothing is stored.
 */
final class WriteTrials {
  private static final String NO_DRY_RUN = "does not support dry run";

  private final Cluster cluster;
  private final StateNames names;

  WriteTrials(Cluster cluster, StateNames names) {
    this.cluster = cluster;
    this.names = names;
  }

  /** Tries a Secret of content. Without the namespace, nothing can be tried in it. */
  void content() {
    if (isThere()) {
      ObjectNode secret =
          StateSecrets.secret(
              names.index() + "-trial",
              names.labels(StateNames.CONTENT, "trial"),
              Map.of("bytes", new byte[1]),
              true);
      attempt(() -> cluster.tryCreate(StateNames.SECRETS, names.namespace(), secret));
    }
  }

  /** Tries to switch the index, if there is one. */
  void index() {
    Optional<ObjectNode> index = cluster.get(StateNames.SECRETS, names.namespace(), names.index());
    index.ifPresent(
        secret ->
            attempt(
                () ->
                    cluster.tryReplace(
                        StateNames.SECRETS, names.namespace(), names.index(), secret)));
  }

  /** Tries to take the lease. */
  void lease() {
    LeaseObject object = new LeaseObject(cluster, names);
    Optional<LeaseRecord> lease = object.read();
    if (lease.isPresent()) {
      attempt(
          () ->
              cluster.tryReplace(
                  StateNames.LEASES, names.namespace(), names.index(), lease.get().node()));
    } else if (isThere()) {
      attempt(
          () -> cluster.tryCreate(StateNames.LEASES, names.namespace(), object.unheld().node()));
    }
  }

  /** Where the namespace may not be looked at, it is taken to be there. */
  private boolean isThere() {
    try {
      return cluster.get(StateNames.NAMESPACES, "", names.namespace()).isPresent();
    } catch (ApiFailure failure) {
      if (failure.code() == 403) {
        return true;
      }
      throw failure;
    }
  }

  // A webhook that has effects refuses dry runs; what it says to a real request is not known. One
  // who renews the lease at this very moment is no trouble either.
  private static void attempt(Runnable trial) {
    try {
      trial.run();
    } catch (ApiFailure failure) {
      String message = String.valueOf(failure.getMessage());
      if (failure.code() != 409 && !message.contains(NO_DRY_RUN)) {
        throw failure;
      }
    }
  }
}
