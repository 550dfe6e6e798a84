package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Target;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A cluster that holds what a test puts there, can only be read, and fails where it is told to. */
public final class FakeCluster implements Cluster {
  /** What was called, in order. */
  public final List<String> calls = new ArrayList<>();

  private final List<ObjectNode> objects = new ArrayList<>();
  private final Map<String, ApiFailure> failures = new HashMap<>();
  private final Map<String, String> logs = new HashMap<>();
  private boolean knowsKinds = true;
  private Optional<Instant> time = Optional.empty();

  /** Puts the YAML's objects there, in the place of those of the same kind and name. */
  public FakeCluster with(String yaml) {
    for (ObjectNode object : Trees.all(yaml)) {
      objects.removeIf(
          there ->
              text(there, "/kind").equals(text(object, "/kind"))
                  && Fields.name(there).equals(Fields.name(object)));
      objects.add(object);
    }
    return this;
  }

  /** Has the server's clock say this time of the second of January 2026. */
  void at(String clock) {
    time = Optional.of(Instant.parse("2026-01-02T" + clock + "Z"));
  }

  void forget(String kind) {
    objects.removeIf(object -> text(object, "/kind").equals(kind));
  }

  /** Has calls fail that read the kind; {@code get Deployment}, {@code list Event}. */
  public void failing(String call, int code, String reason) {
    failures.put(call, new ApiFailure(code, reason, reason + " of " + call, Optional.empty()));
  }

  void wellAgain() {
    failures.clear();
  }

  void withLog(String path, String log) {
    logs.put(path, log);
  }

  /** Has discovery know nothing until it is told to forget. */
  void withoutKinds() {
    knowsKinds = false;
  }

  @Override
  public Optional<Instant> time() {
    return time;
  }

  @Override
  public Optional<ApiResource> preferred(String group, String kind) {
    if (!knowsKinds) {
      return Optional.empty();
    }
    String version = group.isEmpty() ? "v1" : group + "/v1";
    String plural = kind.toLowerCase(Locale.ROOT) + "s";
    return Optional.of(new ApiResource(version, kind, plural, !kind.equals("Namespace")));
  }

  @Override
  public void forgetDiscovery() {
    calls.add("forget discovery");
    knowsKinds = true;
  }

  @Override
  public Optional<ObjectNode> get(ApiResource resource, String namespace, String name) {
    call("get " + resource.kind());
    return all(resource, namespace).stream()
        .filter(object -> Fields.name(object).equals(name))
        .findFirst();
  }

  @Override
  public List<ObjectNode> list(ApiResource resource, String namespace, String labelSelector) {
    call("list " + resource.kind());
    return all(resource, namespace);
  }

  @Override
  public String raw(String path) {
    call("raw");
    String log = logs.get(path);
    if (log == null) {
      throw new ApiFailure(400, "BadRequest", "no such log", Optional.empty());
    }
    return log;
  }

  private void call(String what) {
    calls.add(what);
    ApiFailure failure = failures.get(what);
    if (failure != null) {
      throw failure;
    }
  }

  private List<ObjectNode> all(ApiResource resource, String namespace) {
    return objects.stream()
        .filter(object -> text(object, "/kind").equals(resource.kind()))
        .filter(object -> namespace.isEmpty() || Fields.namespace(object).equals(namespace))
        .toList();
  }

  @Override
  public Optional<ApiResource> resource(String apiVersion, String kind) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Target target() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode apply(
      ApiResource resource, String namespace, String name, ObjectNode body, Application how) {
    throw new UnsupportedOperationException("waiting changes nothing");
  }

  @Override
  public ObjectNode create(ApiResource resource, String namespace, ObjectNode body) {
    throw new UnsupportedOperationException("waiting changes nothing");
  }

  @Override
  public ObjectNode replace(ApiResource resource, String namespace, String name, ObjectNode body) {
    throw new UnsupportedOperationException("waiting changes nothing");
  }

  @Override
  public ObjectNode merge(
      ApiResource resource, String namespace, String name, ObjectNode patch, Application how) {
    throw new UnsupportedOperationException("waiting changes nothing");
  }

  @Override
  public Optional<ObjectNode> delete(
      ApiResource resource, String namespace, String name, Deletion how) {
    throw new UnsupportedOperationException("waiting changes nothing");
  }

  @Override
  public Path writeKubeconfig(Path directory, String namespace) {
    throw new UnsupportedOperationException();
  }

  @Override
  public KubernetesClient client() {
    throw new UnsupportedOperationException("everything goes through raw calls");
  }

  @Override
  public void close() {}
}
