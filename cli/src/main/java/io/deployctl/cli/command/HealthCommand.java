package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.view.HealthReport;
import io.deployctl.core.model.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl health}. */
@Command(
    name = "health",
    description = "Look once at what is deployed: is it ready, and if not, why; exit code 1 then.")
public final class HealthCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;

  /** Makes the command. */
  public HealthCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, event -> {})) {
      HealthReport report = workspace.health();
      context.views().health(report);
      return (report.isGood() ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }
  }
}
