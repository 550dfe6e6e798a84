package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.isOwnedBy;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
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
        .orElse(Verdict.progressing(summary));
  }

  /** A pod that ended (evicted, say) is replaced by its owner; it says nothing about the next. */
  private static Verdict judge(ObjectNode pod, Surroundings around) {
    Verdict verdict = PodRule.judge(pod, around);
    return ENDED.contains(text(pod, "/status/phase")) ? verdict.onlyExplaining() : verdict;
  }
}
