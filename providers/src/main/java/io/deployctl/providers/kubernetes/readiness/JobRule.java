package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isOwnedBy;
import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
import static io.deployctl.providers.kubernetes.readiness.Fields.namespace;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;
import static io.deployctl.providers.kubernetes.readiness.Fields.uid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Job is ready when it is complete, or suspended on purpose; a CronJob once it is there. */
final class JobRule {
  /** What a Job retries by itself: how often is its own affair, and its Failed condition tells. */
  private static final Set<CauseCode> RETRIED =
      Set.of(CauseCode.CRASH_LOOP, CauseCode.OUT_OF_MEMORY, CauseCode.POD_FAILED);

  private JobRule() {}

  static Verdict job(ObjectNode job, Surroundings around) {
    if (isTrue(job, "Complete")) {
      return Verdict.ready("complete");
    }
    if (isTrue(job, "Failed") || isTrue(job, "FailureTarget")) {
      return Verdict.failed(failure(job, around));
    }
    if (job.at("/spec/suspend").asBoolean(false)) {
      return Verdict.ready("suspended");
    }
    String summary =
        "%d of %d succeeded"
            .formatted(number(job, "/status/succeeded", 0), number(job, "/spec/completions", 1));
    Optional<Verdict> byPods =
        pods(job, around).stream()
            .map(pod -> PodRule.judge(pod, around))
            .filter(verdict -> !verdict.isReady() && verdict.cause().isPresent())
            .map(JobRule::leavingRetries)
            .max(Comparator.comparing(Verdict::state));
    return byPods
        .or(() -> Creations.refused(job, around))
        .map(verdict -> verdict.saying(summary))
        .orElse(Verdict.progressing(summary));
  }

  /** A schedule does nothing when it is made; whether its last run went well is only said. */
  static Verdict cronJob(ObjectNode cronJob, Surroundings around) {
    if (cronJob.at("/spec/suspend").asBoolean(false)) {
      return Verdict.ready("suspended");
    }
    String success = text(cronJob, "/status/lastSuccessfulTime");
    String run = text(cronJob, "/status/lastScheduleTime");
    String schedule = "schedule " + text(cronJob, "/spec/schedule");
    if (run.isEmpty()) {
      return Verdict.ready(schedule + ", no run yet");
    }
    return Verdict.ready(
        schedule + ", last success " + (success.isEmpty() ? "never" : "at " + success));
  }

  private static Verdict leavingRetries(Verdict verdict) {
    boolean retried = verdict.cause().map(Cause::code).filter(RETRIED::contains).isPresent();
    return retried ? verdict.onlyExplaining() : verdict;
  }

  private static Cause failure(ObjectNode job, Surroundings around) {
    List<String> evidence =
        condition(job, "Failed")
            .or(() -> condition(job, "FailureTarget"))
            .map(condition -> text(condition, "/reason") + ": " + text(condition, "/message"))
            .stream()
            .toList();
    Cause cause =
        Cause.of(
            CauseCode.JOB_FAILED,
            "the Job failed, and is out of retries",
            evidence,
            "correct what the last lines name, then delete the Job to have it run again; a changed one"
                + " runs under a new name");
    Optional<Cause> pod =
        pods(job, around).stream()
            .map(each -> PodRule.judge(each, around).cause())
            .flatMap(Optional::stream)
            .findFirst();
    if (pod.isEmpty()) {
      return cause;
    }
    Cause told = cause.and(List.of(pod.get().summary())).and(pod.get().evidence());
    return pod.get().log().map(told::explainedBy).orElse(told);
  }

  /** Returns its pods, the newest first. */
  private static List<ObjectNode> pods(ObjectNode job, Surroundings around) {
    return around.pods(namespace(job)).stream()
        .filter(pod -> isOwnedBy(pod, uid(job)))
        .sorted(
            Comparator.comparing((ObjectNode pod) -> text(pod, "/metadata/creationTimestamp"))
                .reversed())
        .toList();
  }
}
