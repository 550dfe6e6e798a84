package io.deployctl.core.engine;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Runs the steps of a stage side by side, each as soon as the steps that it needs are done. After a
 * failure or a stop nothing new begins, and what runs comes to its end.
 */
final class StageRunner {
  private final RunContext context;
  private final StepRunner runner;
  private final ExecutorService threads;
  private final int parallelism;

  StageRunner(RunContext context, StepRunner runner, ExecutorService threads, int parallelism) {
    this.context = context;
    this.runner = runner;
    this.threads = threads;
    this.parallelism = Math.max(1, parallelism);
  }

  /** Runs the stage and returns how each of its steps that was begun ended. */
  Map<StepId, StepRunner.Ended> run(String stage, List<PreparedStep> steps) {
    context.tell(new RunEvent.StageStarted(context.now(), stage));
    Map<StepId, StepRunner.Ended> ended = runSteps(steps);
    steps.stream().filter(step -> !ended.containsKey(step.id())).forEach(runner::skip);
    boolean good =
        ended.size() == steps.size()
            && ended.values().stream().allMatch(end -> end.outcome().isGood());
    context.tell(new RunEvent.StageFinished(context.now(), stage, good));
    return ended;
  }

  private Map<StepId, StepRunner.Ended> runSteps(List<PreparedStep> steps) {
    CompletionService<Done> completion = new ExecutorCompletionService<>(threads);
    Map<StepId, StepRunner.Ended> ended = new HashMap<>();
    List<PreparedStep> waiting = new ArrayList<>(steps);
    int running = 0;
    boolean good = true;
    while (true) {
      if (good && !waiting.isEmpty() && context.confirmedStopReason().isEmpty()) {
        running += begin(steps, waiting, ended.keySet(), completion, parallelism - running);
      }
      if (running == 0) {
        return ended;
      }
      Done done = await(completion);
      running--;
      ended.put(done.step(), done.ended());
      good &= done.ended().outcome().isGood();
    }
  }

  private int begin(
      List<PreparedStep> all,
      List<PreparedStep> waiting,
      Set<StepId> ended,
      CompletionService<Done> completion,
      int places) {
    // What is needed may be no part of this run; then it is there already.
    Set<StepId> notDone = new HashSet<>();
    all.forEach(step -> notDone.add(step.id()));
    notDone.removeAll(ended);
    int begun = 0;
    Iterator<PreparedStep> candidates = waiting.iterator();
    while (begun < places && candidates.hasNext()) {
      PreparedStep step = candidates.next();
      if (step.planned().needs().stream().noneMatch(notDone::contains)) {
        candidates.remove();
        begun++;
        completion.submit(() -> new Done(step.id(), runner.run(step)));
      }
    }
    return begun;
  }

  private Done await(CompletionService<Done> completion) {
    boolean interrupted = false;
    while (true) {
      try {
        Future<Done> next = completion.take();
        Done done = next.get();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return done;
      } catch (InterruptedException stop) {
        // Steps that act are not left alone: they are asked to stop, and waited for.
        interrupted = true;
        context.services().cancellation().stop();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException("a step's runner never throws", impossible.getCause());
      }
    }
  }

  private record Done(StepId step, StepRunner.Ended ended) {}
}
