package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.RootFirst;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.StepOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs all stages of a plan in order, and proves the result. Does not know what the plan is for.
 */
final class PlanExecution {
  private static final int MOST_THREADS = 64;

  private final RunContext context;
  private final Prepared prepared;
  private final Checkpoint checkpoint;
  private final int parallelism;

  PlanExecution(RunContext context, Prepared prepared, Checkpoint checkpoint, RunOptions options) {
    this.context = context;
    this.prepared = prepared;
    this.checkpoint = checkpoint;
    this.parallelism = Math.min(MOST_THREADS, Math.max(1, options.parallelism()));
  }

  Outcome run() {
    StepRunner runner = new StepRunner(context, checkpoint, prepared, claims());
    ExecutorService threads = Executors.newFixedThreadPool(parallelism, named());
    try {
      return run(runner, new StageRunner(context, runner, threads, parallelism));
    } finally {
      threads.shutdown();
      runner.close();
    }
  }

  private Outcome run(StepRunner runner, StageRunner stages) {
    List<Diagnostic> failures = new ArrayList<>();
    List<Diagnostic> remarks = new ArrayList<>();
    boolean good = true;
    for (Map.Entry<String, List<PreparedStep>> stage : prepared.stages().entrySet()) {
      if (!good || !context.mayGoOn()) {
        stage.getValue().forEach(runner::skip);
        good = false;
        continue;
      }
      Map<StepId, StepRunner.Ended> ended = stages.run(stage.getKey(), stage.getValue());
      good = ended.size() == stage.getValue().size();
      for (PreparedStep step : stage.getValue()) {
        StepRunner.Ended end = ended.get(step.id());
        if (end != null) {
          good &= end.outcome().isGood();
          (end.outcome() == StepOutcome.FAILED ? failures : remarks).addAll(end.diagnostics());
        }
      }
    }
    List<Diagnostic> unproven = good && context.mayGoOn() ? Proof.of(runner.executed()) : List.of();
    return new Outcome(
        good, good && context.mayGoOn(), RootFirst.sorted(failures), remarks, unproven);
  }

  private Claims claims() {
    Map<ResourceId, StepId> owners = new HashMap<>();
    prepared.steps().forEach(step -> step.plan().claims().forEach(id -> owners.put(id, step.id())));
    return new Claims(owners);
  }

  private static java.util.concurrent.ThreadFactory named() {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "step-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * How the stages went.
   *
   * @param complete whether every step ended well
   * @param proofTried whether the proof was tried
   * @param failures why steps failed
   * @param remarks warnings and notes of the other steps
   * @param unproven what contradicts the proof
   */
  record Outcome(
      boolean complete,
      boolean proofTried,
      List<Diagnostic> failures,
      List<Diagnostic> remarks,
      List<Diagnostic> unproven) {
    boolean verified() {
      return complete && proofTried && unproven.isEmpty();
    }
  }
}
