package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Optional;

/**
 * Creates objects of the state. Whoever finds one there takes it as it is, so that a creation whose
 * answer got lost is sent again.
 */
final class Creation {
  private static final int ATTEMPTS = 4;
  private static final long PAUSE_MILLIS = 250;

  private Creation() {}

  /**
   * Creates the object unless one of its name exists.
   *
   * @return whether it was created now, as far as that is known
   */
  static boolean ifAbsent(
      Cluster cluster, ApiResource resource, String namespace, ObjectNode object) {
    for (int attempt = 1; ; attempt++) {
      try {
        cluster.create(resource, namespace, object);
        return true;
      } catch (ApiFailure failure) {
        if (failure.reason().equals("AlreadyExists")) {
          return false;
        }
        pauseOrThrow(failure, attempt);
      }
    }
  }

  /** Waits before the next attempt; throws the failure where there is none to be. */
  static void pauseOrThrow(ApiFailure failure, int attempt) {
    if (!failure.isTransient() || attempt == ATTEMPTS) {
      throw failure;
    }
    try {
      Thread.sleep(PAUSE_MILLIS * attempt);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ApiFailure(0, "Interrupted", "interrupted while waiting", Optional.empty());
    }
  }
}
