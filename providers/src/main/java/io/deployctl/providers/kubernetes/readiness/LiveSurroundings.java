package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Surroundings read from the cluster, each list once for a look. What may not be read (a service
 * account without rights to events or logs) is as if it were empty: a missing explanation must not
 * become a failure. For one thread and one look.
 */
public final class LiveSurroundings implements Surroundings {
  private static final int LOG_LINES = 5;
  private static final ApiResource PODS = new ApiResource("v1", "Pod", "pods", true);
  private static final ApiResource EVENTS = new ApiResource("v1", "Event", "events", true);
  private static final ApiResource REPLICA_SETS =
      new ApiResource("apps/v1", "ReplicaSet", "replicasets", true);
  private static final ApiResource SLICES =
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
  public List<ObjectNode> pods(String namespace) {
    return list(PODS, namespace);
  }

  @Override
  public List<ObjectNode> replicaSets(String namespace) {
    return list(REPLICA_SETS, namespace);
  }

  @Override
  public List<ObjectNode> endpointSlices(String namespace, String service) {
    return list(SLICES, namespace).stream()
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
    try {
      String log = readLog(namespace, pod, container, previous);
      return Arrays.stream(log.split("\n", -1))
          .map(redactor::redact)
          .map(String::stripTrailing)
          .filter(line -> !line.isEmpty())
          .map(line -> line.length() > 300 ? line.substring(0, 300) + "…" : line)
          .toList();
    } catch (KubernetesClientException unavailable) {
      return List.of();
    }
  }

  private String readLog(String namespace, String pod, String container, boolean previous) {
    String log =
        previous
            ? cluster
                .client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .terminated()
                .tailingLines(LOG_LINES)
                .getLog()
            : cluster
                .client()
                .pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .tailingLines(LOG_LINES)
                .getLog();
    return log == null ? "" : log;
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
