package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.RootFirst;
import io.deployctl.core.diagnostic.StepPlace;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs single steps; several of them side by side. */
final class StepRunner {
  private final RunContext context;
  private final Checkpoint checkpoint;
  private final Replanner replanner;
  private final Map<StepOutputRef, Value> outputs;
  private final List<PreparedStep> executed = new CopyOnWriteArrayList<>();
  private final List<OpenSession> reopened = new CopyOnWriteArrayList<>();

  StepRunner(RunContext context, Checkpoint checkpoint, Prepared prepared, Claims claims) {
    this.context = context;
    this.checkpoint = checkpoint;
    this.replanner = new Replanner(context, prepared, claims);
    this.outputs = new ConcurrentHashMap<>(prepared.outputs());
  }

  /** Runs a step from its first event to its last. */
  Ended run(PreparedStep step) {
    long begun = System.nanoTime();
    context.tell(new RunEvent.StepStarted(context.now(), step.stage(), step.id()));
    Ended ended;
    try {
      ended = execute(step);
    } catch (DeployctlException failed) {
      ended = new Ended(StepOutcome.FAILED, failed.diagnostics());
      record(step, StepOutcome.FAILED);
    } catch (RuntimeException | Error unexpected) {
      ended =
          new Ended(
              StepOutcome.FAILED,
              Failures.tell(
                  "running step `" + step.id() + "`", unexpected, context.services().redactor()));
      record(step, StepOutcome.FAILED);
    }
    ended = ended.in(step);
    tellEnd(step, ended, Duration.ofNanos(System.nanoTime() - begun));
    return ended;
  }

  /** Tells of a step that is not run. */
  void skip(PreparedStep step) {
    checkpoint.note(step, StepOutcome.SKIPPED);
    tellEnd(step, new Ended(StepOutcome.SKIPPED, List.of()), Duration.ZERO);
  }

  /** Returns the steps that were executed, with the plans that they were executed by. */
  List<PreparedStep> executed() {
    return List.copyOf(executed);
  }

  /** Closes the sessions of steps that were planned again. */
  void close() {
    reopened.forEach(OpenSession::close);
  }

  private Ended execute(PreparedStep planned) {
    PreparedStep step = planned;
    if (planned.plan().isPlannedAgain()) {
      step = replanner.replan(planned, Map.copyOf(outputs));
      reopened.add(step.session());
      checkpoint.claim(step.id(), step.plan().claims());
      checkpoint.save();
    }
    if (isUnchanged(step)) {
      if (step.settled().isPresent()) {
        checkpoint.unchanged(step, step.settled().get());
      }
      return new Ended(StepOutcome.UNCHANGED, List.of());
    }
    StepAttempt attempt = new StepAttempt(context, checkpoint, step.id(), step.plan().inputs());
    StepResult result =
        step.session().execute(step.plan(), new JournalledGate(context, step.id(), attempt));
    StepOutcome outcome = outcome(step, result);
    executed.add(step);
    for (Map.Entry<String, Value> output : result.outputs().entrySet()) {
      outputs.put(new StepOutputRef(step.id(), output.getKey()), output.getValue());
    }
    return recorded(step, outcome, result);
  }

  private Ended recorded(PreparedStep step, StepOutcome outcome, StepResult result) {
    try {
      checkpoint.ended(step, outcome, result);
      return new Ended(outcome, result.diagnostics());
    } catch (DeployctlException notStored) {
      // What the step did is done, but nobody will know: nothing more may be done now.
      context.halt(notStored);
      List<Diagnostic> all = new ArrayList<>(result.diagnostics());
      all.addAll(notStored.diagnostics());
      return new Ended(StepOutcome.FAILED, all);
    }
  }

  private boolean isUnchanged(PreparedStep step) {
    if (step.check() || step.plan().acts()) {
      return false;
    }
    if (context.isReadOnly()) {
      return true;
    }
    boolean outputsKnown =
        step.plan().outputs().keySet().stream()
            .allMatch(name -> outputs.containsKey(new StepOutputRef(step.id(), name)));
    // Only steps of objects tell each object's uid; the others are known by their own identity.
    boolean objectsKnown =
        !step.plan().provider().equals(StepKinds.MANIFESTS)
            || checkpoint.hasAll(step.plan().claims());
    return step.settled().isPresent() && outputsKnown && objectsKnown;
  }

  private static StepOutcome outcome(PreparedStep step, StepResult result) {
    return switch (result.end()) {
      case SUCCEEDED ->
          step.check() || step.plan().acts() ? StepOutcome.SUCCEEDED : StepOutcome.UNCHANGED;
      case FAILED -> StepOutcome.FAILED;
      case CANCELLED -> StepOutcome.CANCELLED;
    };
  }

  private void record(PreparedStep step, StepOutcome outcome) {
    try {
      checkpoint.ended(step, outcome);
    } catch (DeployctlException notStored) {
      context.halt(notStored);
    }
  }

  private void tellEnd(PreparedStep step, Ended ended, Duration took) {
    context.tell(
        new RunEvent.StepFinished(
            context.now(), step.stage(), step.id(), ended.outcome(), took, ended.diagnostics()));
  }

  /**
   * How a step ended.
   *
   * @param outcome its outcome
   * @param diagnostics causes of a failure; else warnings and notes
   */
  record Ended(StepOutcome outcome, List<Diagnostic> diagnostics) {
    /** Returns the same, the root first, every cause saying which step and line it comes from. */
    Ended in(PreparedStep step) {
      StepPlace place = new StepPlace(step.stage(), step.id().name());
      FailurePlace origin = new FailurePlace(step);
      return outcome != StepOutcome.FAILED
          ? this
          : new Ended(
              outcome,
              RootFirst.sorted(
                  diagnostics.stream()
                      .map(cause -> cause.isError() ? origin.placed(cause).in(place) : cause)
                      .toList()));
    }

    Optional<List<Diagnostic>> failure() {
      return outcome == StepOutcome.FAILED ? Optional.of(diagnostics) : Optional.empty();
    }
  }
}
