package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Verb;
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

  ObjectRemover(Cluster cluster, Patience patience, Duration timeout) {
    this.cluster = cluster;
    this.patience = patience;
    this.timeout = timeout;
  }

  /** Deletes the object of the action's uid, if it is still there, and returns once it is not. */
  void remove(Action action, ApiResource resource) throws Exception {
    String namespace = action.id().namespace();
    String name = action.id().name();
    // A StatefulSet that is made again takes its pods back.
    boolean orphan = action.verb() == Verb.REPLACE && action.id().kind().equals("StatefulSet");
    String propagation = orphan ? "Orphan" : "Background";
    Deletion how = new Deletion(action.uid(), Optional.empty(), propagation, false);
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

  private boolean isGone(Action action, ApiResource resource) {
    Optional<ObjectNode> live = cluster.get(resource, action.id().namespace(), action.id().name());
    return live.isEmpty() || !action.uid().equals(Trees.text(live.get(), "metadata", "uid"));
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
    Optional<ObjectNode> live = cluster.get(resource, action.id().namespace(), action.id().name());
    JsonNode finalizers =
        live.map(object -> object.path("metadata").path("finalizers")).orElse(Trees.list());
    for (JsonNode finalizer : finalizers) {
      diagnostic = diagnostic.detail("waits for the finalizer " + finalizer.asText());
    }
    return diagnostic.hint(
        "See whether the controllers that own its finalizers run; the next run goes on from here");
  }
}
