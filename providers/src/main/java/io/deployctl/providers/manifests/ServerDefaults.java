package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the API server puts into Kubernetes' own objects where a manifest says nothing (the
 * defaulting functions beside each API's types). They are a part of each stable version and don't
 * change. Objects of other kinds have none here.
 */
final class ServerDefaults {
  private static final Set<String> GROUPS =
      Set.of("", "apps", "batch", "autoscaling", "policy", "networking.k8s.io");

  /** The last keys of a field, without items of lists, and the value that is its default. */
  private static final Set<String> VALUES =
      Set.of(
          // Pods
          "restartPolicy=Always",
          "terminationGracePeriodSeconds=30",
          "dnsPolicy=ClusterFirst",
          "schedulerName=default-scheduler",
          "enableServiceLinks=true",
          "preemptionPolicy=PreemptLowerPriority",
          "priority=0",
          "spec.securityContext={}",
          "spec.serviceAccountName=default",
          // Containers
          "terminationMessagePath=/dev/termination-log",
          "terminationMessagePolicy=File",
          "containers.resources={}",
          "initContainers.resources={}",
          "ports.protocol=TCP",
          "fieldRef.apiVersion=v1",
          // Probes
          "httpGet.scheme=HTTP",
          "httpGet.path=/",
          "grpc.service=",
          "Probe.timeoutSeconds=1",
          "Probe.periodSeconds=10",
          "Probe.successThreshold=1",
          "Probe.failureThreshold=3",
          // Volumes
          "defaultMode=420",
          "hostPath.type=",
          "serviceAccountToken.expirationSeconds=3600",
          "spec.volumeMode=Filesystem",
          // Workloads
          "spec.progressDeadlineSeconds=600",
          "spec.revisionHistoryLimit=10",
          "strategy.type=RollingUpdate",
          "strategy.rollingUpdate.maxSurge=25%",
          "strategy.rollingUpdate.maxUnavailable=25%",
          "spec.strategy={}",
          "updateStrategy.type=RollingUpdate",
          "updateStrategy.rollingUpdate.partition=0",
          "updateStrategy.rollingUpdate.maxSurge=0",
          "updateStrategy.rollingUpdate.maxUnavailable=1",
          "spec.updateStrategy={}",
          "spec.podManagementPolicy=OrderedReady",
          "persistentVolumeClaimRetentionPolicy.whenDeleted=Retain",
          "persistentVolumeClaimRetentionPolicy.whenScaled=Retain",
          "volumeClaimTemplates.status.phase=Pending",
          "volumeClaimTemplates.apiVersion=v1",
          "volumeClaimTemplates.kind=PersistentVolumeClaim",
          "spec.concurrencyPolicy=Allow",
          "spec.suspend=false",
          "spec.successfulJobsHistoryLimit=3",
          "spec.failedJobsHistoryLimit=1",
          // Services
          "spec.sessionAffinity=None",
          "spec.internalTrafficPolicy=Cluster",
          "spec.externalTrafficPolicy=Cluster",
          "spec.allocateLoadBalancerNodePorts=true",
          "spec.ipFamilyPolicy=SingleStack",
          "spec.ipFamilies=IPv4",
          "Service.spec.type=ClusterIP");

  private final String kind;
  private final boolean known;

  private ServerDefaults(String kind, boolean known) {
    this.kind = kind;
    this.known = known;
  }

  /** Returns the defaults of the object's kind. */
  static ServerDefaults of(ObjectNode object) {
    String version = object.path("apiVersion").asText();
    int slash = version.indexOf('/');
    String group = slash < 0 ? "" : version.substring(0, slash);
    return new ServerDefaults(object.path("kind").asText(), GROUPS.contains(group));
  }

  /**
   * Returns whether the server would put the value there by itself.
   *
   * @param parent what holds the field
   */
  boolean isDefault(FieldPath path, JsonNode value, JsonNode parent) {
    if (!known) {
      return false;
    }
    boolean annotated = path.startsWith("metadata");
    return !annotated && (isConstant(path, value) || isDerived(path, value, parent))
        || isEmptyMetadata(path, value)
        || kind.equals("Secret") && path.equals(FieldPath.of("type")) && isText(value, "Opaque");
  }

  private boolean isConstant(FieldPath path, JsonNode value) {
    if (!path.startsWith("spec")) {
      return false;
    }
    String keys =
        kind
            + "."
            + path.segments().stream()
                .filter(segment -> segment instanceof FieldPath.Key)
                .map(segment -> ((FieldPath.Key) segment).name())
                .collect(Collectors.joining("."));
    String text = "=" + (value.isValueNode() ? value.asText() : value.toString());
    for (int at = 0; at >= 0; at = keys.indexOf('.', at + 1)) {
      String end = keys.substring(at == 0 ? 0 : at + 1) + text;
      if (VALUES.contains(end) || VALUES.contains(probe(end))) {
        return true;
      }
    }
    return false;
  }

  /** All three kinds of probes have the same defaults. */
  private static String probe(String end) {
    return end.replaceFirst("^(liveness|readiness|startup)Probe\\.", "Probe.");
  }

  /** What the server makes of the fields beside it. */
  private static boolean isDerived(FieldPath path, JsonNode value, JsonNode parent) {
    String key =
        path.segments().get(path.segments().size() - 1) instanceof FieldPath.Key last
            ? last.name()
            : "";
    return switch (key) {
      case "imagePullPolicy" ->
          isText(value, isLatest(parent.path("image").asText()) ? "Always" : "IfNotPresent");
      case "targetPort" -> value.equals(parent.path("port"));
      case "serviceAccount" ->
          path.startsWith("spec") && value.equals(parent.path("serviceAccountName"));
      default -> false;
    };
  }

  private static boolean isLatest(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    return !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
  }

  /** Templates of pods carry {@code creationTimestamp: null} where a typed client wrote them. */
  private static boolean isEmptyMetadata(FieldPath path, JsonNode value) {
    Set<String> keys = new HashSet<>();
    path.segments()
        .forEach(segment -> keys.add(segment instanceof FieldPath.Key key ? key.name() : ""));
    return keys.contains("metadata") && (value.isNull() || value.isObject() && value.isEmpty());
  }

  private static boolean isText(JsonNode value, String text) {
    return value.isTextual() && value.textValue().equals(text);
  }
}
