package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.events;
import static io.deployctl.providers.kubernetes.readiness.Fields.isOwnedBy;
import static io.deployctl.providers.kubernetes.readiness.Fields.name;
import static io.deployctl.providers.kubernetes.readiness.Fields.newest;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a workload's pods say about a rollout that is not through. */
final class WorkloadPods {
  private static final Set<String> ENDED = Set.of("Failed", "Succeeded");
  private static final Comparator<Verdict> WORSE =
      Comparator.comparing(Verdict::state).thenComparing(verdict -> verdict.cause().isPresent());

  private WorkloadPods() {}

  /** Returns the pods that the owner controls and that are not on their way out. */
  static List<ObjectNode> of(String namespace, String owner, Surroundings around) {
    return around.pods(namespace).stream()
        .filter(pod -> isOwnedBy(pod, owner))
        .filter(pod -> text(pod, "/metadata/deletionTimestamp").isEmpty())
        .toList();
  }

  /**
   * Judges by the worst of the pods.
   *
   * @param summary how the rollout stands
   */
  static Verdict judge(String summary, List<ObjectNode> pods, Surroundings around) {
    return pods.stream()
        .map(pod -> judge(pod, around))
        .filter(verdict -> !verdict.isReady())
        .max(WORSE)
        .map(worst -> worst.saying(summary))
        .or(() -> unsteady(summary, pods, around))
        .orElse(Verdict.progressing(summary));
  }

  /**
   * Returns the verdict on a workload that is ready by its own status, which a controller writes
   * some time after its pods changed. So the pods have to say the same, where they may be read; and
   * it is as lasting as they are.
   *
   * @param wanted how many of the pods have to be ready
   */
  static Verdict ready(String summary, int wanted, List<ObjectNode> pods, Surroundings around) {
    List<Verdict> ready =
        pods.stream()
            .filter(pod -> !ENDED.contains(text(pod, "/status/phase")))
            .map(pod -> PodRule.judge(pod, around))
            .filter(Verdict::isReady)
            .toList();
    if (!pods.isEmpty() && ready.size() < wanted) {
      return judge(ready.size() + " of " + wanted + " pods ready", pods, around);
    }
    Proof proof = ready.stream().map(Verdict::proof).reduce(Proof.NONE, Proof::and);
    return ready.stream()
        .flatMap(each -> each.cause().stream())
        .findFirst()
        .map(crash -> Verdict.restarted(summary, crash, proof))
        .orElseGet(() -> Verdict.ready(summary, proof));
  }

  /** Pods that are ready and do not count have to stay so; one that failed a probe may not. */
  private static Optional<Verdict> unsteady(
      String summary, List<ObjectNode> pods, Surroundings around) {
    return pods.stream()
        .flatMap(
            pod ->
                newest(events(pod, around), "Unhealthy")
                    .map(event -> Verdict.progressing(summary, unsteady(pod, event)))
                    .stream())
        .findFirst();
  }

  private static Cause unsteady(ObjectNode pod, ObjectNode event) {
    return Cause.of(
        CauseCode.PROBE_FAILING,
        "pod " + name(pod) + " passes its probe, and fails it again",
        List.of(Fields.line(event)),
        "see what its probe depends on, and whether `timeoutSeconds` and `failureThreshold` are"
            + " too small");
  }

  /** A pod that ended (evicted, say) is replaced by its owner; it says nothing about the next. */
  private static Verdict judge(ObjectNode pod, Surroundings around) {
    Verdict verdict = PodRule.judge(pod, around);
    return ENDED.contains(text(pod, "/status/phase")) ? verdict.onlyExplaining() : verdict;
  }
}
