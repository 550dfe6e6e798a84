package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ProjectOptions;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deployctl state}. */
@Command(
    name = "state",
    description =
        "An environment's state as one file: to mend what was lost or damaged, or to move it.")
public final class StateCommand implements Runnable {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  /** Makes the command. */
  public StateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  @Command(
      name = "export",
      description = {
        "Save all of it: releases with everything to come back to them, inventory, hold, key.",
        "The file opens every secret that the environment keeps. Only its owner can read it."
      })
  int export(
      @Mixin EnvironmentOptions environment,
      @Mixin ProjectOptions project,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              required = true,
              description = "Where to save it.")
          Path file,
      @Option(
              names = "--what-is-left",
              description = "Save what can be read of a damaged state, and list what can't.")
          boolean whatIsLeft) {
    Selection selection = Selection.of(context, environment).with(project);
    return new StateExport(context, file, whatIsLeft).run(selection);
  }

  @Command(
      name = "import",
      description = {
        "Put an exported state where the environment keeps its state: a namespace or a directory.",
        "It takes the lease, and replaces nothing that the file does not hold unless told to."
      })
  int importFile(
      @Mixin EnvironmentOptions environment,
      @Mixin ProjectOptions project,
      @Mixin ApprovalOptions approval,
      @Parameters(
              index = "0",
              paramLabel = "FILE",
              description = "A file that `state export` saved.")
          Path file,
      @Option(
              names = "--replace",
              description = "Replace a state that has what the file has not, after a yes.")
          boolean replace) {
    Selection selection = Selection.of(context, environment).with(project);
    return new StateImport(context, file, replace, approval).run(selection);
  }

  @Command(
      name = "reconcile",
      description = {
        "Bring what emergency runs of this machine did into the environment's own state.",
        "Where that went on meanwhile, both sides are shown, and one has to be chosen."
      })
  int reconcile(
      @Mixin EnvironmentOptions environment,
      @Mixin ProjectOptions project,
      @Mixin ApprovalOptions approval,
      @ArgGroup ReconcileOptions choice) {
    Selection selection = Selection.of(context, environment).with(project);
    boolean replace = choice != null && choice.replace;
    boolean discard = choice != null && choice.discard;
    return new StateReconcile(context, replace, discard, approval).run(selection);
  }

  /** Which side is kept where both went on; one at most. */
  static final class ReconcileOptions {
    @Option(
        names = "--replace",
        description = "Take what the emergency did, and lose what the state has besides.")
    private boolean replace;

    @Option(
        names = "--discard",
        description = "Keep the state, and lose the record of what the emergency did.")
    private boolean discard;
  }
}
