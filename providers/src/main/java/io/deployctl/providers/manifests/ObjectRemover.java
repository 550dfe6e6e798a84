package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.Progress;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import java.time.Duration;
import java.util.Optional;

/** Deletes one very object and waits until it is gone. Safe for several threads. */
final class ObjectRemover {
  private final Cluster cluster;
  private final Patience patience;
  private final Duration timeout;
  private final Progress progress;

  /**
   * Makes one.
   *
   * @param timeout how long an object may take to be gone
   * @param progress takes what is waited for
   */
  ObjectRemover(Cluster cluster, Patience patience, Duration timeout, Progress progress) {
    this.progress = progress;
    this.cluster = cluster;
    this.patience = patience;
    this.timeout = timeout;
  }

  /** Deletes the object of the action's uid, if it is still there, and returns once it is not. */
  void remove(Action action, ApiResource resource) throws Exception {
    String namespace = action.id().namespace();
    String name = action.id().name();
    Deletion how = new Deletion(action.uid(), Optional.empty(), propagation(action), false);
    try {
      patience.retry(() -> cluster.delete(resource, namespace, name, how));
    } catch (ApiFailure failure) {
      if (failure.code() != 409) {
        throw failure;
      }
      // The one that was meant is gone; another has its name.
    }
    Optional<Boolean> gone =
        patience.await(
            timeout, () -> isGone(action, resource) ? Optional.of(true) : Optional.empty());
    if (gone.isEmpty()) {
      throw new ActFailure(stuck(action, resource));
    }
  }

  private static String propagation(Action action) {
    if (action.verb() == Verb.REPLACE && action.id().kind().equals("StatefulSet")) {
      // One that is made again takes its pods back.
      return "Orphan";
    }
    // What a ScaledObject made goes on scaling until it is gone too.
    return action.id().kind().equals("ScaledObject") ? "Foreground" : "Background";
  }

  private boolean isGone(Action action, ApiResource resource) {
    Optional<ObjectNode> live = lingering(action, resource);
    live.map(object -> new Lingering(cluster, action.id(), object).evidence()).stream()
        .flatMap(lines -> lines.stream().skip(1).limit(1))
        .forEach(why -> progress.tell(action.id().address() + " " + why));
    return live.isEmpty();
  }

  private Optional<ObjectNode> lingering(Action action, ApiResource resource) {
    return cluster
        .get(resource, action.id().namespace(), action.id().name())
        .filter(live -> action.uid().equals(Trees.text(live, "metadata", "uid")));
  }

  private Diagnostic stuck(Action action, ApiResource resource) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "not-gone",
            "deleting "
                + action.id().address()
                + ": it is still there after "
                + timeout.toSeconds()
                + " s");
    return lingering(action, resource)
        .map(live -> new Lingering(cluster, action.id(), live).explain(diagnostic))
        .orElse(diagnostic.hint("It went just now; the next run goes on from here"));
  }
}
