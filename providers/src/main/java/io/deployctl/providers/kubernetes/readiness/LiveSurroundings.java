package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Surroundings read from the cluster, each list once for a look. What may not be read (a service
 * account without rights to events or logs) is as if it were empty: a missing explanation must not
 * become a failure. For one thread and one look.
 */
public final class LiveSurroundings implements Surroundings {
  private static final int LOG_LINES = 5;
  private static final int LOG_BYTES = 16 * 1024;
  private static final int LINE = 300;

  /** Colours and cursor movements of a log have no place in an error message. */
  private static final Pattern ESCAPE = Pattern.compile("\\x1b\\[[0-9;]*[A-Za-z]");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  static final ApiResource PODS = new ApiResource("v1", "Pod", "pods", true);
  static final ApiResource EVENTS = new ApiResource("v1", "Event", "events", true);
  static final ApiResource REPLICA_SETS =
      new ApiResource("apps/v1", "ReplicaSet", "replicasets", true);
  static final ApiResource CLAIMS =
      new ApiResource("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);
  static final ApiResource STORAGE_CLASSES =
      new ApiResource("storage.k8s.io/v1", "StorageClass", "storageclasses", false);
  static final ApiResource SLICES =
      new ApiResource("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", true);

  private final Cluster cluster;
  private final Redactor redactor;
  private final Map<String, List<ObjectNode>> lists = new HashMap<>();

  /** Looks at the given cluster; log lines are redacted. */
  public LiveSurroundings(Cluster cluster, Redactor redactor) {
    this.cluster = cluster;
    this.redactor = redactor;
  }

  @Override
  public Optional<Instant> time() {
    return cluster.time();
  }

  @Override
  public List<ObjectNode> pods(String namespace) {
    return list(PODS, namespace);
  }

  @Override
  public List<ObjectNode> replicaSets(String namespace) {
    return list(REPLICA_SETS, namespace);
  }

  @Override
  public List<ObjectNode> claims(String namespace) {
    return list(CLAIMS, namespace);
  }

  @Override
  public List<ObjectNode> storageClasses() {
    return list(STORAGE_CLASSES, "");
  }

  @Override
  public String redacted(String text) {
    return redactor.redact(text);
  }

  @Override
  public List<ObjectNode> endpointSlices(String namespace, String service) {
    return lists
        .computeIfAbsent("slices " + namespace, any -> cluster.list(SLICES, namespace, ""))
        .stream()
        .filter(
            slice -> text(slice, "/metadata/labels/kubernetes.io~1service-name").equals(service))
        .toList();
  }

  @Override
  public List<ObjectNode> events(String namespace, String uid) {
    return list(EVENTS, namespace).stream()
        .filter(event -> text(event, "/involvedObject/uid").equals(uid))
        .sorted(Comparator.comparing(LiveSurroundings::when))
        .toList();
  }

  @Override
  public List<String> lastLogLines(
      String namespace, String pod, String container, boolean previous) {
    String path =
        "/api/v1/namespaces/%s/pods/%s/log?container=%s&tailLines=%d&limitBytes=%d"
            .formatted(namespace, pod, container, LOG_LINES, LOG_BYTES);
    try {
      String log = cluster.raw(previous ? path + "&previous=true" : path);
      return redactor
          .redact(log)
          .lines()
          .map(line -> ESCAPE.matcher(line).replaceAll(""))
          .map(line -> CONTROL.matcher(line).replaceAll(" ").stripTrailing())
          .filter(line -> !line.isEmpty())
          .map(line -> line.length() > LINE ? line.substring(0, LINE) + "…" : line)
          .toList();
    } catch (ApiFailure unavailable) {
      return List.of();
    }
  }

  private List<ObjectNode> list(ApiResource resource, String namespace) {
    String key = resource.plural() + " " + namespace;
    List<ObjectNode> known = lists.get(key);
    if (known == null) {
      known = read(resource, namespace);
      lists.put(key, known);
    }
    return known;
  }

  private List<ObjectNode> read(ApiResource resource, String namespace) {
    try {
      return cluster.list(resource, namespace, "");
    } catch (ApiFailure failure) {
      if (failure.code() == 403 || failure.isNotFound()) {
        return List.of();
      }
      throw failure;
    }
  }

  private static String when(ObjectNode event) {
    for (String pointer :
        List.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime", "/firstTimestamp")) {
      String time = text(event, pointer);
      if (!time.isEmpty()) {
        return time;
      }
    }
    return text(event, "/metadata/creationTimestamp");
  }
}
