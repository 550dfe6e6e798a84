package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRuleTest {
  private static final ResourceId JOB = new ResourceId("batch", "Job", "shop", "migrate");
  private static final ResourceId CRON = new ResourceId("batch", "CronJob", "shop", "report");
  private final FakeSurroundings around = new FakeSurroundings();

  @Test
  void completeJobIsReady() {
    assertThat(job("conditions: [{type: Complete, status: 'True'}]"))
        .isEqualTo("READY: complete\n");
  }

  @Test
  void jobThatHasMetItsCriteriaIsNotCompleteYet() {
    assertThat(job("succeeded: 1\nconditions: [{type: SuccessCriteriaMet, status: 'True'}]"))
        .isEqualTo("PROGRESSING: 1 of 1 succeeded\n");
  }

  @Test
  void jobOutOfRetriesFailsWithTheLastLinesOfItsNewestPod() {
    around
        .with(pod("migrate-a", "2026-01-01T10:00:00Z", 1))
        .with(pod("migrate-b", "2026-01-01T10:01:00Z", 3))
        .withLog("migrate-b", "migrate", false, "table orders is there already");
    assertThat(
            job(
                """
                failed: 2
                conditions:
                - type: Failed
                  status: 'True'
                  reason: BackoffLimitExceeded
                  message: Job has reached the specified backoff limit
                """))
        .isEqualTo(
            """
            FAILED: the Job failed, and is out of retries
            job-failed: the Job failed, and is out of retries
              BackoffLimitExceeded: Job has reached the specified backoff limit
              container migrate in pod migrate-b failed
              exit code 3, 0 restarts
              log: table orders is there already
            hint: correct what the last lines name, then delete the Job to have it run again; a changed one runs under a new name
            """);
  }

  @Test
  void failedTryIsTheJobsOwnAffair() {
    around.with(pod("migrate-a", "2026-01-01T10:00:00Z", 1));
    assertThat(job("active: 1\nfailed: 1"))
        .startsWith("PROGRESSING: 0 of 1 succeeded\npod-failed: ");
  }

  @Test
  void imageThatIsNotThereFailsAJobThatWouldWaitForGood() {
    around.with(
        """
        kind: Pod
        metadata: {name: migrate-a, namespace: shop, ownerReferences: [{uid: job-1}]}
        status:
          phase: Pending
          containerStatuses:
          - {name: migrate, image: 'm:9', state: {waiting: {reason: ErrImagePull, message: 'm:9: not found'}}}
        """);
    assertThat(job("active: 1")).startsWith("FAILED: 0 of 1 succeeded\nimage-pull: image `m:9` of");
  }

  @Test
  void refusedPodsOfAJobAreTold() {
    around.with(
        """
        kind: Event
        metadata: {namespace: shop}
        reason: FailedCreate
        message: 'Error creating: pods "migrate-x" is forbidden: exceeded quota: compute'
        involvedObject: {uid: job-1}
        """);
    assertThat(job("active: 0")).startsWith("SUSPICIOUS: 0 of 1 succeeded\nquota-exceeded: ");
  }

  @Test
  void suspendedJobIsReady() {
    assertThat(
            Trees.text(
                Readiness.judge(JOB, Trees.of("metadata: {}\nspec: {suspend: true}"), around)))
        .isEqualTo("READY: suspended\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {suspend: true}           | {}                                             | suspended
          {schedule: 0 2 * * *}     | {}                                             | schedule 0 2 * * *, no run yet
          {schedule: 0 2 * * *}     | {lastScheduleTime: a}                          | schedule 0 2 * * *, last success never
          {schedule: 0 2 * * *}     | {lastScheduleTime: a, lastSuccessfulTime: b}   | schedule 0 2 * * *, last success at b
          """)
  void cronJobIsReadyOnceItIsThere(String spec, String status, String summary) {
    String yaml = "metadata: {}\nspec: " + spec + "\nstatus: " + status;
    assertThat(Trees.text(Readiness.judge(CRON, Trees.of(yaml), around)))
        .isEqualTo("READY: " + summary + "\n");
  }

  private String job(String status) {
    String yaml =
        "metadata: {name: migrate, namespace: shop, uid: job-1}\nspec: {completions: 1}\nstatus:\n"
            + status.indent(2);
    return Trees.text(Readiness.judge(JOB, Trees.of(yaml), around).told(around));
  }

  private static String pod(String name, String created, int exitCode) {
    return """
    kind: Pod
    metadata:
      name: %s
      namespace: shop
      creationTimestamp: '%s'
      ownerReferences: [{uid: job-1}]
    spec: {restartPolicy: Never}
    status:
      phase: Failed
      containerStatuses:
      - {name: migrate, restartCount: 0, state: {terminated: {exitCode: %d, reason: Error}}}
    """
        .formatted(name, created, exitCode);
  }
}
