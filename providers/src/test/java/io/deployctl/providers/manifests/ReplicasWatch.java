package io.deployctl.providers.manifests;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Watches every state of one object through the API, and keeps each value of spec.replicas. */
final class ReplicasWatch implements Watcher<GenericKubernetesResource>, AutoCloseable {
  private static final Duration GENEROUS = Duration.ofSeconds(90);

  private final List<Integer> values = new ArrayList<>();
  private final Watch watch;
  private String version = "";
  private boolean broken;

  ReplicasWatch(CountingCluster cluster, String namespace, String name) {
    watch =
        cluster
            .client()
            .genericKubernetesResources("apps/v1", "Deployment")
            .inNamespace(namespace)
            .withName(name)
            .watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, GenericKubernetesResource object) {
    if (action == Action.ADDED || action == Action.MODIFIED) {
      int replicas = ((Number) object.get("spec", "replicas")).intValue();
      if (values.isEmpty() || values.get(values.size() - 1) != replicas) {
        values.add(replicas);
      }
    }
    version = object.getMetadata().getResourceVersion();
    notifyAll();
  }

  @Override
  public synchronized void onClose(WatcherException cause) {
    broken = cause != null;
    notifyAll();
  }

  /** Returns the values one after the other, up to a state of the object. */
  List<Integer> upTo(String resourceVersion) throws InterruptedException {
    await(seen -> Long.parseLong(version) >= Long.parseLong(resourceVersion));
    synchronized (this) {
      return List.copyOf(values);
    }
  }

  /** Waits until the object has had a value. */
  void awaitValue(int replicas) throws InterruptedException {
    await(seen -> seen.contains(replicas));
  }

  private synchronized void await(Predicate<List<Integer>> condition) throws InterruptedException {
    long deadline = System.nanoTime() + GENEROUS.toNanos();
    while (version.isEmpty() || !condition.test(values)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (broken || left <= 0) {
        throw new AssertionError("watched until " + version + ", values " + values);
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
