package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.OutputFormat;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.cli.view.RunView;
import io.deployctl.cli.view.SavedPlan;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.engine.Approver;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Engine.Planning;
import io.deployctl.core.engine.Engine.PreparedPlan;
import io.deployctl.core.engine.RunOptions;
import io.deployctl.core.engine.RunResult;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlanQuery;
import io.deployctl.core.plan.PlannedStep;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows what planning came to; and, where asked for, has it approved and run. */
final class PlanReview {
  private final CommandContext context;
  private final EventRelay relay;

  PlanReview(CommandContext context, EventRelay relay) {
    this.context = requireNonNull(context, "context is null");
    this.relay = requireNonNull(relay, "relay is null");
  }

  /**
   * Shows the plan.
   *
   * @param kind what the plan is shown for
   * @param engine what planned
   * @param planning what planning came to
   * @param next what to run next, where there are changes
   * @param detailed whether changes have an exit code of their own
   * @return the exit code
   */
  int show(
      PlanKind kind,
      Engine engine,
      Planning planning,
      Optional<Function<Plan, String>> next,
      boolean detailed) {
    return show(kind, engine, planning, next, detailed, Optional.empty());
  }

  /**
   * Shows the plan, and saves it where that was asked for.
   *
   * @param next tells the command to run after this one
   * @param saving saves a plan
   * @return the exit code
   */
  int show(
      PlanKind kind,
      Engine engine,
      Planning planning,
      Optional<Function<Plan, String>> next,
      boolean detailed,
      Optional<Function<PreparedPlan, SavedPlan>> saving) {
    if (!(planning instanceof Planning.Ready ready)) {
      return refused(planning);
    }
    try (PreparedPlan prepared = ready.prepared()) {
      Plan plan = prepared.plan();
      Optional<Diagnostic> lacks =
          kind == PlanKind.DRIFT ? Optional.empty() : engine.missingRights(prepared);
      boolean hasNext = plan.acts() && saving.isEmpty();
      context
          .views()
          .plan(kind, plan, next.filter(any -> hasNext).map(command -> command.apply(plan)));
      lacks.ifPresent(
          missing -> context.views().diagnostics(List.of(missing.weighing(Severity.WARNING))));
      saving.ifPresent(save -> context.views().saved(save.apply(prepared)));
      boolean unseen = kind == PlanKind.DRIFT && PlanKind.isPartlyUnseen(plan);
      boolean pending = detailed && (plan.hasChanges() || unseen);
      return (pending ? ExitStatus.CHANGES_PENDING : ExitStatus.DONE).code();
    }
  }

  /**
   * Shows where one change of the plan comes from.
   *
   * @param planning what planning came to
   * @param asked which change
   * @return the exit code
   * @throws io.deployctl.core.diagnostic.DeployctlException when no change, or more than one, is
   *     called that
   */
  int explain(Planning planning, String asked) {
    if (!(planning instanceof Planning.Ready ready)) {
      return refused(planning);
    }
    try (PreparedPlan prepared = ready.prepared()) {
      Plan plan = prepared.plan();
      context.views().origin(plan, new PlanQuery(plan, asked).find());
      return ExitStatus.DONE.code();
    }
  }

  /**
   * Shows the plan, has it approved, and runs it.
   *
   * @return the exit code
   */
  int run(
      PlanKind kind, Engine engine, Planning planning, ApprovalOptions approval, RunOptions how) {
    return attempt(kind, engine, planning, approval, how, true).getAsInt();
  }

  /**
   * Does the same; where another run came in between, for as long as there is to be waited for
   * runs, with a plan that is made anew. That is only for plans that nobody is asked to look at.
   *
   * @param planning makes the plan
   * @return the exit code
   */
  int runInTurn(
      PlanKind kind,
      Engine engine,
      Supplier<Planning> planning,
      ApprovalOptions approval,
      RunOptions how) {
    Clock clock = context.invocation().clock();
    Instant until = clock.instant().plus(how.waitForLease());
    RunOptions left = how;
    while (true) {
      Planning planned = PatientPlanning.of(engine, left, planning);
      left = how.waiting(Duration.between(clock.instant(), until));
      boolean last = !approval.autoApprove() || left.waitForLease().isZero();
      OptionalInt exit = attempt(kind, engine, planned, approval, left, last);
      if (exit.isPresent()) {
        return exit.getAsInt();
      }
    }
  }

  /** Returns the exit code; empty where another run came in between and this is not the last. */
  private OptionalInt attempt(
      PlanKind kind,
      Engine engine,
      Planning planning,
      ApprovalOptions approval,
      RunOptions how,
      boolean last) {
    if (!(planning instanceof Planning.Ready ready)) {
      return OptionalInt.of(refused(planning));
    }
    Plan plan = ready.prepared().plan();
    context.views().plan(kind, plan, Optional.empty());
    RunView view = context.views().run(plan);
    relay.to(view);
    try {
      RunResult result =
          engine.run(ready.prepared(), guarded(approver(approval, view, plan), view), how);
      Optional<Diagnostic> overtaken = last ? Optional.empty() : overtaken(result);
      if (overtaken.isPresent()) {
        context.views().diagnostics(List.of(overtaken.get()));
        return OptionalInt.empty();
      }
      view.ended(result.exit(), result.release(), result.diagnostics());
      return OptionalInt.of(result.exit().code());
    } finally {
      context.interrupts().runEnds();
    }
  }

  /** Returns that another run came in between, if it is for that that nothing was begun. */
  private static Optional<Diagnostic> overtaken(RunResult result) {
    if (result.exit() != ExitStatus.STALE || result.release().isPresent()) {
      return Optional.empty();
    }
    return result.diagnostics().stream()
        .filter(diagnostic -> diagnostic.code().equals("stale-plan"))
        .findFirst()
        .map(
            stale -> {
              Diagnostic note =
                  Diagnostic.note("overtaken", "another run came first: planning again");
              for (String detail : stale.details()) {
                note = note.detail(detail);
              }
              return note;
            });
  }

  private int refused(Planning planning) {
    Planning.Refused refused = (Planning.Refused) planning;
    context.views().diagnostics(refused.diagnostics());
    return refused.exit().code();
  }

  private Approver approver(ApprovalOptions approval, RunView view, Plan plan) {
    if (approval.autoApprove()) {
      return new AutoApproval(approval.names());
    }
    Approver present = present(view, plan);
    return approval.reviewed() ? new ReviewedPlan(approval.names(), present) : present;
  }

  private Approver present(RunView view, Plan plan) {
    boolean people = context.global().output() == OutputFormat.human;
    if (people && context.invocation().terminal().canAsk()) {
      InputStreamReader input =
          new InputStreamReader(context.invocation().in(), StandardCharsets.UTF_8);
      return new Asking(view, new BufferedReader(input), plan);
    }
    return new NobodyToAsk();
  }

  /** From the approval on, a signal asks to stop instead of ending the program at once. */
  private Approver guarded(Approver approver, RunView view) {
    return new Approver() {
      @Override
      public Approval approve(Plan plan) {
        Approval approval = approver.approve(plan);
        if (approval == Approval.APPROVED) {
          context.interrupts().runBegins(view);
        }
        return approval;
      }

      @Override
      public Approval approveMore(PlannedStep step, List<Effect> beyond) {
        return approver.approveMore(step, beyond);
      }
    };
  }
}
