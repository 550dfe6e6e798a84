package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.core.model.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl history}. */
@Command(name = "history", description = "List the releases of an environment, the newest first.")
public final class HistoryCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;

  /** Makes the command. */
  public HistoryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, event -> {})) {
      context.views().history(workspace.store().read());
      return ExitStatus.DONE.code();
    }
  }
}
