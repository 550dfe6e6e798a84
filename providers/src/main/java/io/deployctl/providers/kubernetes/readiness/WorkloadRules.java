package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isObserved;
import static io.deployctl.providers.kubernetes.readiness.Fields.isOwnedBy;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deployments, ReplicaSets and DaemonSets are ready when a rolling update is through, as {@code
 * kubectl rollout status} says.
 */
final class WorkloadRules {
  static final String UNSEEN = "waiting for the controller to see the change";
  private static final String REVISION = "/metadata/annotations/deployment.kubernetes.io~1revision";
  private static final String GENERATION =
      "/metadata/annotations/deprecated.daemonset.template.generation";

  private WorkloadRules() {}

  static Verdict deployment(ObjectNode object, Surroundings around) {
    if (!isObserved(object)) {
      return Verdict.progressing(UNSEEN);
    }
    int wanted = number(object, "/spec/replicas", 1);
    int updated = number(object, "/status/updatedReplicas", 0);
    int all = number(object, "/status/replicas", 0);
    int available = number(object, "/status/availableReplicas", 0);
    String summary = rollout(wanted, updated, all, available);
    boolean through = updated >= wanted && all <= updated && available >= updated;
    if (!through && object.at("/spec/paused").asBoolean(false)) {
      return Verdict.suspicious(paused(object)).saying(summary + ", and paused");
    }
    // Pods of older ReplicaSets never explain a new rollout.
    Optional<ObjectNode> newest = newestReplicaSet(object, around);
    if (through) {
      return WorkloadPods.ready(summary, wanted, pods(newest, object, around), around);
    }
    Verdict verdict =
        Creations.refused(newest.orElse(object))
            .orElseGet(() -> WorkloadPods.judge(summary, pods(newest, object, around), around));
    return isPastDeadline(object) ? pastDeadline(summary, verdict) : verdict;
  }

  static Verdict replicaSet(ObjectNode object, Surroundings around) {
    int wanted = number(object, "/spec/replicas", 1);
    int available = number(object, "/status/availableReplicas", 0);
    String summary = available + " of " + wanted + " replicas available";
    List<ObjectNode> pods = WorkloadPods.of(namespace(object), uid(object), around);
    return isObserved(object) && available >= wanted
        ? WorkloadPods.ready(summary, wanted, pods, around)
        : Creations.refused(object).orElseGet(() -> WorkloadPods.judge(summary, pods, around));
  }

  static Verdict daemonSet(ObjectNode object, Surroundings around) {
    if (!isObserved(object)) {
      return Verdict.progressing(UNSEEN);
    }
    int wanted = number(object, "/status/desiredNumberScheduled", 0);
    int updated = number(object, "/status/updatedNumberScheduled", 0);
    int available = number(object, "/status/numberAvailable", 0);
    boolean onDelete = text(object, "/spec/updateStrategy/type").equals("OnDelete");
    String summary =
        updated < wanted && !onDelete
            ? updated + " of " + wanted + " nodes updated"
            : available + " of " + wanted + " nodes available";
    if (available >= wanted && (onDelete || updated >= wanted)) {
      List<ObjectNode> pods =
          onDelete
              ? WorkloadPods.of(namespace(object), uid(object), around)
              : daemons(object, around);
      return WorkloadPods.ready(summary, wanted, pods, around);
    }
    Verdict verdict = WorkloadPods.judge(summary, daemons(object, around), around);
    return verdict.cause().isPresent()
        ? verdict
        : Creations.refused(object, around).orElse(verdict);
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

  private static List<ObjectNode> pods(
      Optional<ObjectNode> newest, ObjectNode object, Surroundings around) {
    return newest
        .map(set -> WorkloadPods.of(namespace(object), uid(set), around))
        .orElse(List.of());
  }

  /** The controller labels pods with the generation of the template that they come from. */
  private static List<ObjectNode> daemons(ObjectNode object, Surroundings around) {
    String generation = text(object, GENERATION);
    return WorkloadPods.of(namespace(object), uid(object), around).stream()
        .filter(
            pod ->
                generation.isEmpty()
                    || text(pod, "/metadata/labels/pod-template-generation").equals(generation))
        .toList();
  }

  private static Cause paused(ObjectNode object) {
    return Cause.of(
        CauseCode.PAUSED,
        "its rollout is paused",
        List.of("`spec.paused` is true"),
        "let it go on: `kubectl rollout resume -n %s deployment/%s`"
            .formatted(namespace(object), name(object)));
  }

  private static boolean isPastDeadline(ObjectNode object) {
    return condition(object, "Progressing")
        .filter(condition -> text(condition, "/reason").equals("ProgressDeadlineExceeded"))
        .isPresent();
  }

  private static Verdict pastDeadline(String summary, Verdict verdict) {
    if (verdict.state() == Verdict.State.FAILED) {
      return verdict;
    }
    List<String> evidence = new ArrayList<>();
    evidence.add(summary);
    verdict.cause().map(Cause::summary).ifPresent(evidence::add);
    verdict.cause().map(Cause::evidence).ifPresent(evidence::addAll);
    Cause cause =
        Cause.of(
            CauseCode.PROGRESS_DEADLINE,
            "no progress within its `progressDeadlineSeconds`",
            evidence,
            verdict
                .cause()
                .map(Cause::hint)
                .orElse("look at its pods; a slow start needs a longer `progressDeadlineSeconds`"));
    return Verdict.suspicious(
            verdict.cause().flatMap(Cause::log).map(cause::explainedBy).orElse(cause))
        .saying(summary);
  }
}
