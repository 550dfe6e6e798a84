package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Target;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Deletion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster that notes each call that reaches objects. */
final class CountingCluster implements Cluster {
  private final Cluster inner;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  CountingCluster(Cluster inner) {
    this.inner = inner;
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  long count(String verb) {
    return calls.stream().filter(call -> call.startsWith(verb + " ")).count();
  }

  void forgetCalls() {
    calls.clear();
  }

  @Override
  public Target target() {
    return inner.target();
  }

  @Override
  public Optional<ApiResource> resource(String apiVersion, String kind) {
    return inner.resource(apiVersion, kind);
  }

  @Override
  public Optional<ApiResource> preferred(String group, String kind) {
    return inner.preferred(group, kind);
  }

  @Override
  public void forgetDiscovery() {
    inner.forgetDiscovery();
  }

  @Override
  public Optional<ObjectNode> get(ApiResource resource, String namespace, String name) {
    calls.add("get " + resource.kind() + " " + name);
    return inner.get(resource, namespace, name);
  }

  @Override
  public List<ObjectNode> list(ApiResource resource, String namespace, String labelSelector) {
    calls.add("list " + resource.kind());
    return inner.list(resource, namespace, labelSelector);
  }

  @Override
  public List<ObjectNode> listMetadata(
      ApiResource resource, String namespace, String labelSelector) {
    calls.add("list-metadata " + resource.kind());
    return inner.listMetadata(resource, namespace, labelSelector);
  }

  @Override
  public ObjectNode apply(
      ApiResource resource, String namespace, String name, ObjectNode body, Application how) {
    calls.add((how.dryRun() ? "dry-run " : "apply ") + resource.kind() + " " + name);
    return inner.apply(resource, namespace, name, body, how);
  }

  @Override
  public ObjectNode create(ApiResource resource, String namespace, ObjectNode body) {
    calls.add("create " + resource.kind());
    return inner.create(resource, namespace, body);
  }

  @Override
  public ObjectNode replace(ApiResource resource, String namespace, String name, ObjectNode body) {
    calls.add("replace " + resource.kind() + " " + name);
    return inner.replace(resource, namespace, name, body);
  }

  @Override
  public ObjectNode merge(
      ApiResource resource, String namespace, String name, ObjectNode patch, Application how) {
    calls.add("merge " + resource.kind() + " " + name);
    return inner.merge(resource, namespace, name, patch, how);
  }

  @Override
  public Optional<ObjectNode> delete(
      ApiResource resource, String namespace, String name, Deletion how) {
    calls.add("delete " + resource.kind() + " " + name);
    return inner.delete(resource, namespace, name, how);
  }

  @Override
  public String raw(String path) {
    return inner.raw(path);
  }

  @Override
  public Path writeKubeconfig(Path directory, String namespace) {
    return inner.writeKubeconfig(directory, namespace);
  }

  @Override
  public KubernetesClient client() {
    return inner.client();
  }

  @Override
  public void close() {
    inner.close();
  }
}
