package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.DecisionOptions;
import io.deployctl.cli.option.EmergencyOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.PlanningOptions;
import io.deployctl.cli.option.ReportOptions;
import io.deployctl.cli.option.RunningOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Legacy;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.engine.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployctl apply}. */
@Command(name = "apply", description = "Plan, ask, do exactly what was planned, and prove it.")
public final class ApplyCommand implements Callable<Integer> {
  // What is left of a run can be finished at any time; it is compared with the target then.
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ValueOptions values;
  @Mixin private PlanningOptions planning;
  @Mixin private DecisionOptions decisions;
  @Mixin private ApprovalOptions approval;
  @Mixin private RunningOptions running;
  @Mixin private EmergencyOptions emergency;
  @Mixin private ReportOptions report;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PLANFILE",
      description = "A plan that `plan --out` saved: exactly it is applied, or nothing.")
  private Path file;

  @Option(
      names = "--expect",
      paramLabel = "ID",
      description =
          "With PLANFILE: the id of the plan that was approved; nobody is asked again, and nothing"
              + " is done beyond it.")
  private String expected;

  /** Makes the command. */
  public ApplyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.report(report.junit());
    context.views().runBegins();
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(values);
    return file == null ? applyProject(selection, relay) : applyFile(selection, relay);
  }

  private int applyProject(Selection selection, EventRelay relay) {
    PlanFileApply.refuseAlone(expected);
    PlanOptions options = planning.plan().deciding(decisions.decisions());
    try (Workspace workspace = context.open(selection, emergency, relay)) {
      Engine engine = workspace.engine();
      RunOptions how =
          running.run().leaving(new Legacy.OfPlan(() -> workspace.sealing(options, FOREVER)));
      return new PlanReview(context, relay)
          .runInTurn(
              PlanKind.PLAN,
              engine,
              () -> engine.planDeploy(workspace.deployment(), options),
              approval,
              how);
    }
  }

  private int applyFile(Selection selection, EventRelay relay) {
    if (emergency.reason().isPresent()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "usage",
                  "a plan file holds for the environment's own state, which an emergency does"
                      + " without")
              .hint(
                  "apply from the project, without PLANFILE: the plan is shown, and nothing is done"
                      + " before it is approved"));
    }
    PlanFileApply apply = new PlanFileApply(context, file, Optional.ofNullable(expected));
    apply.refuseOptions(selection, planning.plan().deciding(decisions.decisions()));
    return apply.run(selection, relay, approval, running.run());
  }
}
