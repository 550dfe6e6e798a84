package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import java.util.Map;
import java.util.Optional;

/** Knows the rule for each kind. */
public final class Readiness {
  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("apps/Deployment", WorkloadRules::deployment),
          Map.entry("apps/StatefulSet", WorkloadRules::statefulSet),
          Map.entry("apps/DaemonSet", WorkloadRules::daemonSet),
          Map.entry("apps/ReplicaSet", WorkloadRules::replicaSet),
          Map.entry("batch/Job", JobRule::judge),
          Map.entry("/Pod", PodRule::judge),
          Map.entry("/Service", NetworkRules::service),
          Map.entry("networking.k8s.io/Ingress", NetworkRules::ingress),
          Map.entry("autoscaling/HorizontalPodAutoscaler", ConditionRules::autoscaler),
          Map.entry("/PersistentVolumeClaim", StorageRules::claim),
          Map.entry(
              "apiextensions.k8s.io/CustomResourceDefinition", ConditionRules::customResource),
          Map.entry("apiregistration.k8s.io/APIService", ConditionRules::apiService),
          Map.entry("/Namespace", StorageRules::ofNamespace));

  private Readiness() {}

  /** Returns whether the kind has a notion of readiness of its own. */
  public static boolean knows(ResourceId object) {
    return RULES.containsKey(object.group() + "/" + object.kind());
  }

  /**
   * Judges one object as the server sent it. A kind without a rule is judged by its conditions, as
   * kstatus does: {@code Ready} false or {@code Stalled} true, where there is such a condition.
   */
  public static Verdict judge(ResourceId id, ObjectNode object, Surroundings around) {
    if (!Fields.text(object, "/metadata/deletionTimestamp").isEmpty()) {
      return Verdict.progressing("being deleted")
          .explainedBy(Optional.of(StorageRules.deletionCause(object)));
    }
    Rule rule = RULES.getOrDefault(id.group() + "/" + id.kind(), ConditionRules::conventional);
    return rule.judge(object, around);
  }

  /**
   * Judges one object by a condition that the user named.
   *
   * @param condition the condition's type, or {@code Type=Status}
   */
  public static Verdict judge(ObjectNode object, String condition) {
    return ConditionRules.named(object, condition);
  }
}
