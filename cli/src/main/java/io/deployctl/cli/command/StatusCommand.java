package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.view.EnvironmentStatus;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl status}. */
@Command(
    name = "status",
    description = "Show what is deployed, who is at work on it, and what is held back.")
public final class StatusCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;

  /** Makes the command. */
  public StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, event -> {})) {
      EnvironmentStore store = workspace.store();
      Optional<StoredEnvironment> stored = store.read();
      EnvironmentStatus status =
          new EnvironmentStatus(
              workspace.project(),
              workspace.environment(),
              workspace.target(),
              stored,
              stored
                  .flatMap(StoredEnvironment::newest)
                  .map(ReleaseSummary::number)
                  .flatMap(store::release),
              stored.isEmpty() ? Optional.empty() : store.holder());
      context.views().status(status);
      context.views().diagnostics(status.cutOff().stream().toList());
      return ExitStatus.DONE.code();
    }
  }
}
