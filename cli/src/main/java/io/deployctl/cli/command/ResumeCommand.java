package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.DecisionOptions;
import io.deployctl.cli.option.EmergencyOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.option.RunningOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl resume}. */
@Command(
    name = "resume",
    description =
        "Go on with a run that was cut off or failed: look at what is done, and do the rest of its"
            + " plan. From any machine; no checkout is needed with `--project`.")
public final class ResumeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;
  @Mixin private DecisionOptions decisions;
  @Mixin private ApprovalOptions approval;
  @Mixin private RunningOptions running;
  @Mixin private EmergencyOptions emergency;

  /** Makes the command. */
  public ResumeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.views().runBegins();
    Selection selection = Selection.of(context, environment).with(project);
    return new Resumption(
            context, selection, emergency, decisions.decisions(), approval, running.run())
        .run();
  }
}
