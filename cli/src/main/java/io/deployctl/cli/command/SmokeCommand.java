package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.view.SmokeOutcome;
import io.deployctl.core.model.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl smoke}. */
@Command(
    name = "smoke",
    description = "Run the smoke scenarios of what is deployed; exit code 1 when one fails.")
public final class SmokeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;

  /** Makes the command. */
  public SmokeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, event -> {})) {
      List<SmokeOutcome> outcomes = workspace.smoke(context.views()::progress);
      context.views().smoke(outcomes);
      boolean good = outcomes.stream().allMatch(SmokeOutcome::isGood);
      return (good ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }
  }
}
