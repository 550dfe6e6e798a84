package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Target;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A cluster in memory, with optimistic locking, whose writes fail when a test wants them to. */
final class FakeCluster implements Cluster {
  /** What becomes of a write. */
  enum Fate {
    DONE,
    REFUSED,
    DONE_BUT_UNANSWERED
  }

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private Fate next = Fate.DONE;
  private long version;
  private int writes;

  synchronized void nextWrite(Fate fate) {
    next = fate;
  }

  synchronized int writes() {
    return writes;
  }

  @Override
  public Target target() {
    return new Target("fake", "https://fake", Optional.empty(), Optional.empty());
  }

  @Override
  public Optional<ApiResource> resource(String apiVersion, String kind) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ApiResource> preferred(String group, String kind) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forgetDiscovery() {}

  @Override
  public synchronized Optional<ObjectNode> get(
      ApiResource resource, String namespace, String name) {
    return Optional.ofNullable(objects.get(resource.path(namespace, name)))
        .map(ObjectNode::deepCopy);
  }

  @Override
  public synchronized List<ObjectNode> list(
      ApiResource resource, String namespace, String labelSelector) {
    Predicate<String> prefix = path -> path.startsWith(resource.collection(namespace) + "/");
    return objects.entrySet().stream()
        .filter(entry -> prefix.test(entry.getKey()))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  @Override
  public ObjectNode apply(
      ApiResource resource, String namespace, String name, ObjectNode body, Application how) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized ObjectNode create(ApiResource resource, String namespace, ObjectNode body) {
    String path = resource.path(namespace, body.path("metadata").path("name").asText());
    return write(
        () -> {
          if (objects.containsKey(path)) {
            throw new ApiFailure(409, "AlreadyExists", path, Optional.empty());
          }
          return store(path, body);
        });
  }

  @Override
  public synchronized ObjectNode replace(
      ApiResource resource, String namespace, String name, ObjectNode body) {
    String path = resource.path(namespace, name);
    return write(
        () -> {
          ObjectNode found = objects.get(path);
          if (found == null) {
            throw new ApiFailure(404, "NotFound", path, Optional.empty());
          }
          if (!version(found).equals(version(body))) {
            throw new ApiFailure(409, "Conflict", path, Optional.empty());
          }
          return store(path, body);
        });
  }

  @Override
  public ObjectNode merge(
      ApiResource resource, String namespace, String name, ObjectNode patch, Application how) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Optional<ObjectNode> delete(
      ApiResource resource, String namespace, String name, Deletion how) {
    objects.remove(resource.path(namespace, name));
    return Optional.empty();
  }

  @Override
  public String raw(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path writeKubeconfig(Path directory, String namespace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public KubernetesClient client() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  private ObjectNode write(java.util.function.Supplier<ObjectNode> work) {
    writes++;
    Fate fate = next;
    next = Fate.DONE;
    if (fate == Fate.REFUSED) {
      throw new ApiFailure(503, "ServiceUnavailable", "not now", Optional.empty());
    }
    ObjectNode answer = work.get();
    if (fate == Fate.DONE_BUT_UNANSWERED) {
      throw new ApiFailure(0, "Timeout", "no answer", Optional.empty());
    }
    return answer;
  }

  private ObjectNode store(String path, ObjectNode body) {
    ObjectNode stored = body.deepCopy();
    ObjectNode metadata = stored.withObjectProperty("metadata");
    metadata.put("resourceVersion", Long.toString(++version));
    if (!metadata.has("uid")) {
      metadata.put("uid", "uid-" + version);
    }
    objects.put(path, stored);
    return stored.deepCopy();
  }

  private static String version(ObjectNode object) {
    return object.path("metadata").path("resourceVersion").asText();
  }
}
