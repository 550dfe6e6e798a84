package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.PlanOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl drift}. */
@Command(
    name = "drift",
    description = "Show what differs between the last release and what is there, and who moved it.")
public final class DriftCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ProjectOptions project;

  @Option(names = "--detailed-exitcode", description = "Exit with 3 when something has drifted.")
  private boolean detailed;

  /** Makes the command. */
  public DriftCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    EventRelay relay = new EventRelay();
    Selection selection = Selection.of(context, environment).with(project);
    try (Workspace workspace = context.open(selection, relay)) {
      Engine engine = workspace.engine();
      return new PlanReview(context, relay)
          .show(
              PlanKind.DRIFT,
              engine,
              engine.planDrift(PlanOptions.DEFAULT),
              Optional.empty(),
              detailed);
    }
  }
}
