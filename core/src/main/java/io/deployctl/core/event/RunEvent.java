package io.deployctl.core.event;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A transition of a run. Journal and views are made of nothing else. No event ever holds the text
 * of a secret.
 */
public sealed interface RunEvent {
  /** Returns when it happened, by this process's clock. */
  Instant at();

  /** Has the visitor handle this event. */
  <R> R accept(Visitor<R> visitor);

  /** A run has its lease and its pending release. */
  record RunStarted(
      Instant at, RunId run, PlanMode mode, String environment, int release, long fence)
      implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runStarted(this);
    }
  }

  /** A stage begins. */
  record StageStarted(Instant at, String stage) implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stageStarted(this);
    }
  }

  /** A step begins. */
  record StepStarted(Instant at, String stage, StepId step) implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepStarted(this);
    }
  }

  /** A step whose plan had to wait is planned for good. */
  record StepReplanned(Instant at, StepId step, StepPlan plan) implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepReplanned(this);
    }
  }

  /** What a step is doing right now. Not journalled. */
  record StepProgress(Instant at, StepId step, String line) implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepProgress(this);
    }
  }

  /** An act was let through and begins. */
  record ActStarted(Instant at, StepId step, String effect, Verb verb, String address)
      implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.actStarted(this);
    }
  }

  /** An act ended; with a failure's summary if it failed. */
  record ActFinished(
      Instant at, StepId step, String effect, Verb verb, String address, Optional<String> failure)
      implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.actFinished(this);
    }
  }

  /** A step ended. */
  record StepFinished(
      Instant at,
      String stage,
      StepId step,
      StepOutcome outcome,
      Duration took,
      List<Diagnostic> diagnostics)
      implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stepFinished(this);
    }
  }

  /** A stage ended; good if all of its steps are. */
  record StageFinished(Instant at, String stage, boolean good) implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stageFinished(this);
    }
  }

  /** A failed run begins to roll back. */
  record RollbackStarted(Instant at, Optional<Integer> toRelease) implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rollbackStarted(this);
    }
  }

  /** The run ended. */
  record RunFinished(
      Instant at,
      int release,
      ReleaseStatus status,
      ExitStatus exit,
      boolean verified,
      Duration took,
      List<Diagnostic> diagnostics)
      implements RunEvent {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.runFinished(this);
    }
  }

  /** Handles every kind of event; the compiler sees to it that none is forgotten. */
  interface Visitor<R> {
    /** Handles {@link RunStarted}. */
    R runStarted(RunStarted event);

    /** Handles {@link StageStarted}. */
    R stageStarted(StageStarted event);

    /** Handles {@link StepStarted}. */
    R stepStarted(StepStarted event);

    /** Handles {@link StepReplanned}. */
    R stepReplanned(StepReplanned event);

    /** Handles {@link StepProgress}. */
    R stepProgress(StepProgress event);

    /** Handles {@link ActStarted}. */
    R actStarted(ActStarted event);

    /** Handles {@link ActFinished}. */
    R actFinished(ActFinished event);

    /** Handles {@link StepFinished}. */
    R stepFinished(StepFinished event);

    /** Handles {@link StageFinished}. */
    R stageFinished(StageFinished event);

    /** Handles {@link RollbackStarted}. */
    R rollbackStarted(RollbackStarted event);

    /** Handles {@link RunFinished}. */
    R runFinished(RunFinished event);
  }
}
