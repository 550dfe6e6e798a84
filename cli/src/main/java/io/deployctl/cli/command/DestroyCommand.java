package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.option.RunningOptions;
import io.deployctl.cli.option.StepOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.PlanOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl destroy}. */
@Command(
    name = "destroy",
    description = "Plan the removal of everything that the environment owns, ask, and do it.")
public final class DestroyCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;
  @Mixin private StepOptions steps;
  @Mixin private ApprovalOptions approval;
  @Mixin private RunningOptions running;

  /** Makes the command. */
  public DestroyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.views().runBegins();
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, relay)) {
      Engine engine = workspace.engine();
      return new PlanReview(context, relay)
          .run(
              PlanKind.DESTRUCTION,
              engine,
              engine.planDestroy(new PlanOptions(steps.only(), false, false, false)),
              approval,
              running.run());
    }
  }
}
