package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows the rule for each kind. */
public final class Readiness {
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("apps/Deployment", WorkloadRules::deployment),
          Map.entry("apps/StatefulSet", StatefulSetRule::judge),
          Map.entry("apps/DaemonSet", WorkloadRules::daemonSet),
          Map.entry("apps/ReplicaSet", WorkloadRules::replicaSet),
          Map.entry("batch/Job", JobRule::job),
          Map.entry("batch/CronJob", JobRule::cronJob),
          Map.entry("/Pod", PodRule::judge),
          Map.entry("/Service", NetworkRules::service),
          Map.entry("networking.k8s.io/Ingress", NetworkRules::ingress),
          Map.entry("autoscaling/HorizontalPodAutoscaler", ConditionRules::autoscaler),
          Map.entry("/PersistentVolumeClaim", StorageRules::claim),
          Map.entry(
              "apiextensions.k8s.io/CustomResourceDefinition", ConditionRules::customResource),
          Map.entry("apiregistration.k8s.io/APIService", ConditionRules::apiService),
          Map.entry("/Namespace", ConditionRules::namespace));

  /** Kubernetes' own groups: what has no rule above has no readiness either. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "apps",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io");

  private Readiness() {}

  /**
   * Returns whether readiness means anything for the kind: it has a rule of its own, or it is a
   * custom one, which may have conditions.
   */
  public static boolean knows(ResourceId object) {
    return RULES.containsKey(object.group() + "/" + object.kind())
        || !BUILT_IN.contains(object.group());
  }

  /**
   * Judges one object as the server sent it. A kind without a rule is judged by its conditions, as
   * kstatus does.
   */
  public static Verdict judge(ResourceId id, ObjectNode object, Surroundings around) {
    if (!text(object, "/metadata/deletionTimestamp").isEmpty()) {
      return Verdict.progressing("being deleted", deletion(object));
    }
    Rule rule = RULES.getOrDefault(id.group() + "/" + id.kind(), ConditionRules::conventional);
    return rule.judge(object, around);
  }

  /**
   * Judges one object by a condition that the user named.
   *
   * @param condition the condition's type, or {@code Type=Status}
   */
  public static Verdict judge(
      ResourceId id, ObjectNode object, String condition, Surroundings around) {
    return ConditionRules.named(object, condition, judge(id, object, around));
  }

  private static Cause deletion(ObjectNode object) {
    List<String> finalizers =
        items(object, "/metadata/finalizers").stream()
            .map(JsonNode::asText)
            .map(finalizer -> "finalizer " + finalizer)
            .toList();
    return Cause.of(
        CauseCode.BEING_DELETED,
        "the object is being deleted, and does not go away",
        finalizers,
        finalizers.isEmpty()
            ? "wait until it is gone, then apply again"
            : "see to it that whoever set the finalizer runs and lets go of it");
  }
}
