package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Surroundings made of the objects that a test puts there. */
final class FakeSurroundings implements Surroundings {
  private final List<ObjectNode> objects = new ArrayList<>();
  private final Map<LogPlace, List<String>> logs = new HashMap<>();
  private String secret = "nothing is secret";

  /** Puts the YAML's objects there; events in the order in which they happened. */
  FakeSurroundings with(String yaml) {
    objects.addAll(Trees.all(yaml));
    return this;
  }

  FakeSurroundings withLog(String pod, String container, boolean previous, String... lines) {
    logs.put(new LogPlace("shop", pod, container, previous), List.of(lines));
    return this;
  }

  FakeSurroundings withSecret(String text) {
    secret = text;
    return this;
  }

  @Override
  public Optional<Instant> time() {
    return Optional.empty();
  }

  @Override
  public List<ObjectNode> pods(String namespace) {
    return of("Pod", namespace);
  }

  @Override
  public List<ObjectNode> replicaSets(String namespace) {
    return of("ReplicaSet", namespace);
  }

  @Override
  public List<ObjectNode> claims(String namespace) {
    return of("PersistentVolumeClaim", namespace);
  }

  @Override
  public List<ObjectNode> storageClasses() {
    return of("StorageClass", "");
  }

  @Override
  public List<ObjectNode> endpointSlices(String namespace, String service) {
    return of("EndpointSlice", namespace).stream()
        .filter(s -> text(s, "/metadata/labels/kubernetes.io~1service-name").equals(service))
        .toList();
  }

  @Override
  public List<ObjectNode> events(String namespace, String uid) {
    return of("Event", namespace).stream()
        .filter(event -> text(event, "/involvedObject/uid").equals(uid))
        .toList();
  }

  @Override
  public List<String> lastLogLines(
      String namespace, String pod, String container, boolean previous) {
    return logs.getOrDefault(new LogPlace(namespace, pod, container, previous), List.of());
  }

  @Override
  public String redacted(String text) {
    return text.replace(secret, "(secret)");
  }

  private List<ObjectNode> of(String kind, String namespace) {
    return objects.stream()
        .filter(object -> text(object, "/kind").equals(kind))
        .filter(object -> namespace(object).equals(namespace))
        .toList();
  }
}
