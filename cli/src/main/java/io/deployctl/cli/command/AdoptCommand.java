package io.deployctl.cli.command;

import io.deployctl.cli.option.AdoptionOptions;
import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.RunningOptions;
import io.deployctl.cli.option.StepOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.PlanOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl adopt}. */
@Command(
    name = "adopt",
    description =
        "Show what the target has already of the project and whose it is, ask, and take it over as"
            + " it is. Changes no content; what it leaves can be rolled back to.")
public final class AdoptCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ValueOptions values;
  @Mixin private StepOptions steps;
  @Mixin private AdoptionOptions adoption;
  @Mixin private ApprovalOptions approval;
  @Mixin private RunningOptions running;

  /** Makes the command. */
  public AdoptCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.views().runBegins();
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(values);
    PlanOptions options = new PlanOptions(steps.only(), false, false, false);
    try (Workspace workspace = context.open(selection, relay)) {
      Engine engine = workspace.engine();
      return new PlanReview(context, relay)
          .run(
              PlanKind.ADOPTION,
              engine,
              engine.planAdopt(workspace.deployment(), adoption.rules(), options),
              approval,
              running.run());
    }
  }
}
