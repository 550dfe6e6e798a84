package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isObserved;
import static io.deployctl.providers.kubernetes.readiness.Fields.isOwnedBy;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Workloads are ready when a rolling update is through, as {@code kubectl rollout status} says. */
final class WorkloadRules {
  private static final String REVISION = "/metadata/annotations/deployment.kubernetes.io~1revision";

  private WorkloadRules() {}

  static Verdict deployment(ObjectNode object, Surroundings around) {
    if (!isObserved(object)) {
      return Verdict.progressing("waiting for the controller to see the change");
    }
    int wanted = number(object, "/spec/replicas", 1);
    int updated = number(object, "/status/updatedReplicas", 0);
    int all = number(object, "/status/replicas", 0);
    int available = number(object, "/status/availableReplicas", 0);
    if (updated >= wanted && all <= updated && available >= updated) {
      return Verdict.ready(available + " of " + wanted + " replicas available");
    }
    String summary = rollout(wanted, updated, all, available);
    Optional<ObjectNode> newest = newestReplicaSet(object, around);
    Optional<Verdict> refused = creationRefused(newest.orElse(object), object);
    if (refused.isPresent()) {
      return refused.get();
    }
    Verdict byPods = byPods(summary, newest.map(Fields::uid).orElse(uid(object)), object, around);
    return isPastDeadline(object) ? pastDeadline(byPods) : byPods;
  }

  static Verdict replicaSet(ObjectNode object, Surroundings around) {
    int wanted = number(object, "/spec/replicas", 1);
    int available = number(object, "/status/availableReplicas", 0);
    if (isObserved(object) && available >= wanted) {
      return Verdict.ready(available + " of " + wanted + " replicas available");
    }
    return creationRefused(object, object)
        .orElseGet(
            () -> byPods(available + " of " + wanted + " available", uid(object), object, around));
  }

  static Verdict statefulSet(ObjectNode object, Surroundings around) {
    int wanted = number(object, "/spec/replicas", 1);
    int ready = number(object, "/status/readyReplicas", 0);
    int updated = number(object, "/status/updatedReplicas", 0);
    int partition = number(object, "/spec/updateStrategy/rollingUpdate/partition", 0);
    boolean onDelete = text(object, "/spec/updateStrategy/type").equals("OnDelete");
    boolean rolled = onDelete || updated >= Math.max(0, wanted - partition);
    if (isObserved(object) && ready >= wanted && rolled) {
      return Verdict.ready(ready + " of " + wanted + " replicas ready");
    }
    return byPods(ready + " of " + wanted + " replicas ready", uid(object), object, around);
  }

  static Verdict daemonSet(ObjectNode object, Surroundings around) {
    int wanted = number(object, "/status/desiredNumberScheduled", 0);
    int updated = number(object, "/status/updatedNumberScheduled", 0);
    int available = number(object, "/status/numberAvailable", 0);
    boolean onDelete = text(object, "/spec/updateStrategy/type").equals("OnDelete");
    if (isObserved(object) && available >= wanted && (onDelete || updated >= wanted)) {
      return Verdict.ready(available + " of " + wanted + " nodes available");
    }
    return byPods(available + " of " + wanted + " nodes available", uid(object), object, around);
  }

  private static String rollout(int wanted, int updated, int all, int available) {
    if (updated < wanted) {
      return updated + " of " + wanted + " replicas updated";
    }
    if (all > updated) {
      return (all - updated) + " old replicas still running";
    }
    return available + " of " + wanted + " replicas available";
  }

  private static Optional<ObjectNode> newestReplicaSet(ObjectNode object, Surroundings around) {
    String revision = text(object, REVISION);
    return around.replicaSets(namespace(object)).stream()
        .filter(set -> isOwnedBy(set, uid(object)) && text(set, REVISION).equals(revision))
        .findFirst();
  }

  /** Pods that the API server refuses to create never show up: the owner's condition has why. */
  private static Optional<Verdict> creationRefused(ObjectNode owner, ObjectNode workload) {
    Optional<JsonNode> failure =
        condition(owner, "ReplicaFailure").or(() -> condition(workload, "ReplicaFailure"));
    return failure
        .filter(condition -> text(condition, "/status").equals("True"))
        .map(condition -> Creations.refused(text(condition, "/message")));
  }

  private static Verdict byPods(
      String summary, String owner, ObjectNode object, Surroundings around) {
    List<Verdict> verdicts =
        around.pods(namespace(object)).stream()
            .filter(pod -> isOwnedBy(pod, owner))
            .filter(pod -> text(pod, "/metadata/deletionTimestamp").isEmpty())
            .map(pod -> PodRule.judge(pod, around))
            .filter(verdict -> !verdict.isReady())
            .toList();
    Verdict worst = worst(verdicts).orElse(Verdict.progressing(summary));
    if (worst.state() == Verdict.State.PROGRESSING) {
      return Verdict.progressing(summary).explainedBy(worst.cause());
    }
    return new Verdict(worst.state(), summary, worst.cause());
  }

  private static Optional<Verdict> worst(List<Verdict> verdicts) {
    return verdicts.stream()
        .max(
            java.util.Comparator.comparing(Verdict::state)
                .thenComparing(verdict -> verdict.cause().isPresent()));
  }

  private static boolean isPastDeadline(ObjectNode object) {
    return condition(object, "Progressing")
        .filter(condition -> text(condition, "/reason").equals("ProgressDeadlineExceeded"))
        .isPresent();
  }

  private static Verdict pastDeadline(Verdict byPods) {
    Cause cause =
        byPods
            .cause()
            .orElse(
                new Cause(
                    "progress-deadline",
                    byPods.summary() + ", and no progress within progressDeadlineSeconds",
                    List.of(),
                    "look at the pods' events and logs; a slow start needs a longer"
                        + " `progressDeadlineSeconds`"));
    return Verdict.failed(cause);
  }
}
