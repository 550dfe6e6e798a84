package io.deployctl.cli.command;

import io.deployctl.cli.option.DecisionOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.PlanFileOptions;
import io.deployctl.cli.option.PlanningOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.PlanOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl plan}. */
@Command(
    name = "plan",
    description = "Show every change that apply would make, over all tools. Touches nothing.")
public final class PlanCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ValueOptions values;
  @Mixin private PlanningOptions planning;
  @Mixin private DecisionOptions decisions;
  @Mixin private PlanFileOptions out;

  @Option(
      names = "--explain",
      paramLabel = "PATH",
      description =
          "Show where one change comes from instead of the whole plan: a field, such as"
              + " `Deployment api spec.replicas` or `spec.replicas`, or an object.")
  private String explain;

  @Option(
      names = "--detailed-exitcode",
      description = "Exit with 3 when there are changes; checks do not count.")
  private boolean detailed;

  /** Makes the command. */
  public PlanCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<Path> file = out.file();
    if (explain != null && file.isPresent()) {
      throw DeployctlException.invalid(
          Diagnostic.error("usage", "`--explain` shows a part of a plan, and `--out` saves all")
              .hint("Run the command once with each"));
    }
    PlanOptions options = planning.plan().deciding(decisions.decisions());
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(values);
    try (Workspace workspace = context.open(selection, relay)) {
      Engine engine = workspace.engine();
      if (explain != null) {
        Engine.Planning planned = engine.planDeploy(workspace.deployment(), options);
        return new PlanReview(context, relay).explain(planned, explain);
      }
      PlanSaving saving = new PlanSaving(context, workspace, engine, options, out);
      return new PlanReview(context, relay)
          .show(
              PlanKind.PLAN,
              engine,
              engine.planDeploy(workspace.deployment(), options),
              Optional.of(
                  plan -> NextCommand.apply(context.invocation().arguments(), plan.overrides())),
              detailed,
              file.map(named -> saving::save));
    }
  }
}
