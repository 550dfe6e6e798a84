package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Job is ready when it is complete, or suspended on purpose. */
final class JobRule {
  private JobRule() {}

  static Verdict judge(ObjectNode job, Surroundings around) {
    if (isTrue(job, "Complete") || isTrue(job, "SuccessCriteriaMet")) {
      return Verdict.ready("complete");
    }
    if (job.at("/spec/suspend").asBoolean(false)) {
      return Verdict.ready("suspended");
    }
    if (isTrue(job, "Failed") || isTrue(job, "FailureTarget")) {
      return Verdict.failed(failure(job, around));
    }
    String summary =
        "%d of %d succeeded"
            .formatted(number(job, "/status/succeeded", 0), number(job, "/spec/completions", 1));
    Optional<Verdict> podVerdict =
        pods(job, around).stream()
            .map(pod -> PodRule.judge(pod, around))
            .filter(verdict -> verdict.state() != Verdict.State.FAILED)
            .filter(verdict -> verdict.cause().isPresent())
            .findFirst();
    return podVerdict
        .map(verdict -> new Verdict(verdict.state(), summary, verdict.cause()))
        .orElse(Verdict.progressing(summary));
  }

  private static Cause failure(ObjectNode job, Surroundings around) {
    List<String> evidence = new ArrayList<>();
    condition(job, "Failed")
        .or(() -> condition(job, "FailureTarget"))
        .ifPresent(
            condition ->
                evidence.add(text(condition, "/reason") + ": " + text(condition, "/message")));
    for (ObjectNode pod : pods(job, around)) {
      Optional<Cause> cause = PodRule.judge(pod, around).cause();
      if (cause.isPresent()) {
        evidence.add(cause.get().summary());
        evidence.addAll(cause.get().evidence());
        break;
      }
    }
    return new Cause(
        "job-failed",
        "the Job failed and is out of retries",
        evidence,
        "correct what the last lines name; a changed Job runs again under a new name");
  }

  private static List<ObjectNode> pods(ObjectNode job, Surroundings around) {
    return around.pods(namespace(job)).stream()
        .filter(pod -> Fields.isOwnedBy(pod, uid(job)))
        .toList();
  }
}
