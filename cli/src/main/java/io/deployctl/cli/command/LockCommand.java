package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.view.LockReport;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.Theft;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl lock}. */
@Command(
    name = "lock",
    description = "The lease that lets one run at a time change an environment.")
public final class LockCommand implements Runnable {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  /** Makes the command. */
  public LockCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  @Command(name = "show", description = "Show who holds it, for what, and since when.")
  int show(@Mixin EnvironmentOptions environment, @Mixin ProjectOptions project) {
    return in(
        environment, project, workspace -> report(workspace, workspace.store().holder(), false));
  }

  @Command(
      name = "steal",
      description =
          "Take it away from a run that does not come back. A lease whose run is dead becomes free"
              + " by itself; this is for one that hangs.")
  int steal(
      @Mixin EnvironmentOptions environment,
      @Mixin ProjectOptions project,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why; the run that loses it and everybody who asks is told.")
          String reason) {
    String by = context.invocation().user() + "@" + context.invocation().host();
    return in(
        environment,
        project,
        workspace -> report(workspace, workspace.store().steal(by, reason), true));
  }

  private int in(
      EnvironmentOptions environment,
      ProjectOptions project,
      Function<Workspace, LockReport> work) {
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, event -> {})) {
      context.views().lock(work.apply(workspace));
      return ExitStatus.DONE.code();
    }
  }

  private LockReport report(Workspace workspace, Optional<LeaseHolder> holder, boolean taken) {
    EnvironmentStore store = workspace.store();
    Optional<Theft> theft = store.theft();
    return new LockReport(
        workspace.project(),
        workspace.environment(),
        holder,
        taken,
        theft,
        context.given().typed("deployctl status"));
  }
}
