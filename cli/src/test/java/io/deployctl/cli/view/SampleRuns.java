package io.deployctl.cli.view;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.value.KeyedTag;
import io.deployctl.core.value.Leaf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Runs made by hand, for the tests of views. */
final class SampleRuns {
  private static final Instant NOW = Samples.NOW;
  private static final StepId REDIS = new StepId("redis");
  private static final StepId KAFKA = new StepId("kafka");
  private static final StepId API = new StepId("api");

  private static final Diagnostic PULL =
      Diagnostic.error("image-pull", "Deployment ecap/api did not become ready")
          .detail("Pod ecap/api-7d9f: container api: ErrImagePull")
          .detail("registry.example.com/ecap/api:2.4.x: not found")
          .hint("check the tag `2.4.x` in environments/production.yaml");

  private SampleRuns() {}

  static void good(Views views) {
    RunView run = begin(views);
    platform(run);
    workloads(run, StepOutcome.SUCCEEDED);
    finish(run, ReleaseStatus.DEPLOYED, ExitStatus.DONE, List.of());
  }

  static void failed(Views views) {
    RunView run = begin(views);
    platform(run);
    workloads(run, StepOutcome.FAILED);
    finish(run, ReleaseStatus.FAILED, ExitStatus.FAILED, List.of(PULL));
  }

  static void rolledBack(Views views) {
    RunView run = begin(views);
    platform(run);
    workloads(run, StepOutcome.FAILED);
    run.accept(new RunEvent.RollbackStarted(NOW, Optional.of(7)));
    run.accept(new RunEvent.StageStarted(NOW, "workloads"));
    run.accept(new RunEvent.StepStarted(NOW, "workloads", API));
    run.accept(
        new RunEvent.ActFinished(
            NOW, API, "1", Verb.UPDATE, "Deployment ecap/api", Optional.empty()));
    run.accept(ended("workloads", API, StepOutcome.SUCCEEDED));
    run.accept(new RunEvent.StageFinished(NOW, "workloads", true));
    finish(run, ReleaseStatus.ROLLED_BACK, ExitStatus.ROLLED_BACK, List.of(PULL));
  }

  static void locked(Views views) {
    views.runBegins();
    Plan plan = Samples.small();
    views
        .run(plan)
        .ended(
            ExitStatus.LOCKED,
            Optional.empty(),
            List.of(
                Diagnostic.error("locked", "another run holds the environment's lease")
                    .detail("kim@ci since 2026-03-04 10:01:00 UTC, for apply")
                    .hint("wait for it to finish")));
  }

  static Release release(ReleaseStatus status, boolean verified) {
    return new Release(
        8,
        new RunId("20260304-102030-4f2a"),
        status,
        PlanMode.DEPLOY,
        "ecap",
        true,
        Optional.of(7),
        Optional.empty(),
        new Actor("dana", "laptop", Optional.of("https://ci.example.com/jobs/9")),
        Optional.of(new GitState("0123456789abcdef0123456789abcdef01234567", "main", true)),
        Digest.of("configuration"),
        List.of(),
        Map.of("image.tag", "2.4.1"),
        Map.of("helm", "3.20.2"),
        "0.1.0",
        NOW,
        Optional.of(NOW.plusSeconds(65)),
        List.of(
            record(REDIS, "platform", "helm", "helm:ecap/redis"),
            record(API, "workloads", "manifests", "")),
        Optional.empty(),
        Optional.empty(),
        verified,
        Map.of());
  }

  private static StepRecord record(StepId step, String stage, String provider, String identity) {
    return new StepRecord(
        step,
        stage,
        Set.of(),
        provider,
        identity,
        true,
        StepOutcome.SUCCEEDED,
        Digest.of("inputs"),
        1,
        Optional.of(new TreeMap<>()),
        Map.of(
            "host",
            Leaf.Literal.of("redis.ecap"),
            "password",
            new Leaf.Sensitive(new KeyedTag("ab".repeat(32)))),
        Optional.empty(),
        Map.of());
  }

  private static RunView begin(Views views) {
    views.runBegins();
    RunView run = views.run(Samples.rich());
    run.accept(
        new RunEvent.RunStarted(
            NOW, new RunId("20260304-102030-4f2a"), PlanMode.DEPLOY, "production", 8, 12));
    return run;
  }

  private static void platform(RunView run) {
    run.accept(new RunEvent.StageStarted(NOW, "platform"));
    run.accept(new RunEvent.StepStarted(NOW, "platform", REDIS));
    run.accept(new RunEvent.StepStarted(NOW, "platform", KAFKA));
    run.accept(ended("platform", KAFKA, StepOutcome.UNCHANGED));
    run.accept(new RunEvent.ActStarted(NOW, REDIS, "1", Verb.UPDATE, "StatefulSet ecap/redis"));
    run.accept(
        new RunEvent.ActFinished(
            NOW, REDIS, "1", Verb.UPDATE, "StatefulSet ecap/redis", Optional.empty()));
    run.accept(
        new RunEvent.StepProgress(
            NOW,
            REDIS,
            "waiting for StatefulSet ecap/redis: 1 of 3 ready, pod redis-1 is pulling"));
    run.accept(new RunEvent.StepProgress(NOW, KAFKA, "telling after the end"));
    run.accept(ended("platform", REDIS, StepOutcome.SUCCEEDED));
    run.accept(new RunEvent.StageFinished(NOW, "platform", true));
  }

  private static void workloads(RunView run, StepOutcome outcome) {
    run.accept(new RunEvent.StageStarted(NOW, "workloads"));
    run.accept(new RunEvent.StepStarted(NOW, "workloads", API));
    Optional<String> failure =
        outcome == StepOutcome.FAILED
            ? Optional.of("admission webhook denied it")
            : Optional.empty();
    run.accept(
        new RunEvent.ActFinished(NOW, API, "1", Verb.CREATE, "Deployment ecap/api", failure));
    run.accept(ended("workloads", API, outcome));
    run.accept(new RunEvent.StageFinished(NOW, "workloads", outcome.isGood()));
  }

  private static RunEvent ended(String stage, StepId step, StepOutcome outcome) {
    List<Diagnostic> causes = outcome == StepOutcome.FAILED ? List.of(PULL) : List.of();
    return new RunEvent.StepFinished(NOW, stage, step, outcome, Duration.ofMillis(4_230), causes);
  }

  private static void finish(
      RunView run, ReleaseStatus status, ExitStatus exit, List<Diagnostic> diagnostics) {
    boolean verified = exit == ExitStatus.DONE;
    run.accept(
        new RunEvent.RunFinished(
            NOW, 8, status, exit, verified, Duration.ofSeconds(65), diagnostics));
    run.ended(exit, Optional.of(release(status, verified)), diagnostics);
  }
}
