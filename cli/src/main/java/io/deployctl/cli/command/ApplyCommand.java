package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.PlanningOptions;
import io.deployctl.cli.option.RunningOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.engine.Engine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl apply}. */
@Command(name = "apply", description = "Plan, ask, do exactly what was planned, and prove it.")
public final class ApplyCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ValueOptions values;
  @Mixin private PlanningOptions planning;
  @Mixin private ApprovalOptions approval;
  @Mixin private RunningOptions running;

  /** Makes the command. */
  public ApplyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.views().runBegins();
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(values);
    try (Workspace workspace = context.services().open(selection, relay)) {
      Engine engine = workspace.engine();
      return new PlanReview(context, relay)
          .run(
              PlanKind.PLAN,
              engine,
              engine.planDeploy(workspace.deployment(), planning.plan()),
              approval,
              running.run());
    }
  }
}
