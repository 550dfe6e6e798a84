package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.EmergencyOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.option.RunningOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.PlanOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl rollback}. */
@Command(
    name = "rollback",
    description = "Plan the way back to an earlier release, ask, go it, and prove it.")
public final class RollbackCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;
  @Mixin private ApprovalOptions approval;
  @Mixin private RunningOptions running;
  @Mixin private EmergencyOptions emergency;

  @Option(
      names = "--to",
      paramLabel = "RELEASE",
      description = "The release to go back to (default: the one before what is deployed now).")
  private Integer to;

  @Option(
      names = "--require-reversible",
      description = "Refuse a plan that could not be undone without loss.")
  private boolean requireReversible;

  /** Makes the command. */
  public RollbackCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.views().runBegins();
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(project);
    PlanOptions options =
        new PlanOptions(
            PlanOptions.DEFAULT.only(),
            PlanOptions.DEFAULT.releaseHold(),
            requireReversible,
            PlanOptions.DEFAULT.allowLargePrune());
    try (Workspace workspace = context.open(selection, emergency, relay)) {
      Engine engine = workspace.engine();
      return new PlanReview(context, relay)
          .run(
              PlanKind.ROLLBACK,
              engine,
              PatientPlanning.of(
                  engine,
                  running.run(),
                  () -> engine.planRollback(Optional.ofNullable(to), options)),
              approval,
              running.run());
    }
  }
}
