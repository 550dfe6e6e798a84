package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.isObserved;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A StatefulSet is ready when its rolling update is through, down to its partition. */
final class StatefulSetRule {
  private static final String POD_REVISION = "/metadata/labels/controller-revision-hash";

  private StatefulSetRule() {}

  static Verdict judge(ObjectNode object, Surroundings around) {
    if (!isObserved(object)) {
      return Verdict.progressing(WorkloadRules.UNSEEN);
    }
    int wanted = number(object, "/spec/replicas", 1);
    int ready = number(object, "/status/readyReplicas", 0);
    int updated = number(object, "/status/updatedReplicas", 0);
    boolean rolled = isRolled(object, wanted, updated);
    String summary =
        ready >= wanted && !rolled
            ? updated + " of " + wanted + " replicas updated"
            : ready + " of " + wanted + " replicas ready";
    List<ObjectNode> pods = WorkloadPods.of(namespace(object), uid(object), around);
    if (ready >= wanted && rolled) {
      return WorkloadPods.ready(summary, wanted, pods, around);
    }
    Verdict verdict = byRevision(summary, object, pods, around);
    return verdict.cause().isPresent() || pods.size() >= wanted
        ? verdict
        : Creations.refused(object, around).orElse(verdict);
  }

  private static boolean isRolled(ObjectNode object, int wanted, int updated) {
    if (text(object, "/spec/updateStrategy/type").equals("OnDelete")) {
      return true;
    }
    int partition = number(object, "/spec/updateStrategy/rollingUpdate/partition", 0);
    // After a change was taken back, the revisions are the same at once, and the pods are not.
    boolean same =
        text(object, "/status/currentRevision").equals(text(object, "/status/updateRevision"));
    return updated >= wanted - partition && (same || partition > 0);
  }

  /**
   * Judges by the pods of the newest revision. Where none of them explains the wait, a pod of an
   * earlier revision may: the controller replaces pods in order, and does not go past one that is
   * not ready, even if the new revision would mend it.
   */
  private static Verdict byRevision(
      String summary, ObjectNode object, List<ObjectNode> pods, Surroundings around) {
    String revision = text(object, "/status/updateRevision");
    Map<Boolean, List<ObjectNode>> isNew =
        pods.stream()
            .collect(Collectors.partitioningBy(pod -> text(pod, POD_REVISION).equals(revision)));
    Verdict verdict = WorkloadPods.judge(summary, isNew.get(true), around);
    if (verdict.cause().isPresent()) {
      return verdict;
    }
    return isNew.get(false).stream()
        .filter(pod -> PodRule.judge(pod, around).state().compareTo(Verdict.State.SUSPICIOUS) >= 0)
        .findFirst()
        .map(pod -> Verdict.suspicious(blocked(pod, around)).saying(summary))
        .orElse(verdict);
  }

  private static Cause blocked(ObjectNode pod, Surroundings around) {
    Cause old = PodRule.judge(pod, around).cause().orElseThrow();
    List<String> evidence = new ArrayList<>(List.of(old.summary()));
    evidence.addAll(old.evidence());
    Cause cause =
        Cause.of(
            CauseCode.OLD_POD_BLOCKS,
            "pod " + name(pod) + " of the earlier revision is not ready, and holds the update up",
            evidence,
            "delete it, and the new revision takes its place: `kubectl delete pod -n %s %s`"
                .formatted(namespace(pod), name(pod)));
    return old.log().map(cause::explainedBy).orElse(cause);
  }
}
