package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Jobs run once per content, on a real control plane that cleans them up. */
class JobsIT extends RealCluster {
  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate, labels: {a: b}}
      spec:
        ttlSecondsAfterFinished: 1
        template:
          spec:
            restartPolicy: Never
            containers: [{name: migrate, image: "migrate:1"}]
      """;

  @Test
  void jobThatTheControlPlaneCleanedUpIsNotRunAgain() throws Exception {
    environment.write("job.yaml", JOB);
    environment.apply();
    String name = only().name();
    kubectl.run("-n", namespace, "wait", "--for=delete", "job/" + name, "--timeout=120s");

    assertThat(environment.plan().effects()).isEmpty();
    environment.apply();
    environment.write(
        "job.yaml", JOB.replace("{a: b}", "{a: c}").replace("Finished: 1", "Finished: 2"));
    assertThat(environment.plan().effects()).as("the same Job by its content").isEmpty();
    environment.write("job.yaml", JOB.replace("migrate:1", "migrate:2"));
    assertThat(environment.plan().effects())
        .singleElement()
        .satisfies(effect -> assertThat(effect.verb()).isEqualTo(Verb.CREATE));
  }

  @Test
  void jobThatFailedRunsAgainOnceSomebodyDeletedIt() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    TestEnvironment waiting =
        new TestEnvironment(
            directory.resolve("waiting-" + number()),
            "waiting-" + number(),
            namespace,
            cluster,
            (objects, timeout, progress, stop) ->
                fails.get() ? List.of(Diagnostic.error("job-failed", "it failed")) : List.of());
    // It can't be scheduled, so it does not complete.
    waiting.write(
        "job.yaml", JOB.replace("restartPolicy", "nodeSelector: {no: where}\n      restartPolicy"));
    assertThat(waiting.execute(waiting.plan()).end()).isEqualTo(StepResult.End.FAILED);
    assertThat(waiting.plan().effects()).isEmpty();

    kubectl.run("-n", namespace, "delete", "job", names("job").get(0));
    fails.set(false);

    StepPlan plan = waiting.plan();
    assertThat(plan.effects())
        .singleElement()
        .satisfies(effect -> assertThat(effect.verb()).isEqualTo(Verb.CREATE));
    assertThat(waiting.execute(plan).end()).isEqualTo(StepResult.End.SUCCEEDED);
    kubectl.run("-n", namespace, "delete", "job", names("job").get(0));
    assertThat(waiting.plan().effects()).isEmpty();
  }

  @Test
  void rollbackDoesNotRepeatAJobAndDoesNotForgetThatItRan() throws Exception {
    environment.write("job.yaml", JOB);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    Restoration release = environment.restoration();
    environment.write("job.yaml", JOB.replace("migrate:1", "migrate:2"));
    environment.write("config.yaml", configMap("settings", "a: '2'"));
    environment.apply();

    Planned.Ready back = environment.ready(new Request.Restore(release));
    assertThat(back.notes()).extracting(Diagnostic::code).containsExactly("job-not-repeated");
    assertThat(changes(environment.apply(new Request.Restore(release))))
        .containsExactly("data.a: 2 -> 1");

    assertThat(environment.ready(new Request.Restore(environment.restoration())).notes())
        .as("told once, not with every look at drift")
        .isEmpty();
    environment.write("job.yaml", JOB);
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    assertThat(environment.plan().effects()).as("the release that was rolled back to").isEmpty();
  }

  @Test
  void cronJobKeepsItsNameAndIsChangedInPlace() throws Exception {
    String cron =
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: nightly}
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "n:1"}]}}}
        """;
    environment.write("cron.yaml", cron);
    environment.apply();
    environment.write("cron.yaml", cron.replace("n:1", "n:2"));

    assertThat(TestEnvironment.words(environment.apply()))
        .containsExactly("update CronJob " + namespace + "/nightly");
    assertThat(names("cronjob")).containsExactly("nightly");
  }

  private io.deployctl.core.model.ResourceId only() {
    assertThat(environment.inventory().entries()).hasSize(1);
    return environment.inventory().entries().firstKey();
  }
}
