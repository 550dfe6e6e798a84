package io.deployctl.cli.command;

import io.deployctl.cli.view.StateReport;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateReader;
import java.nio.file.Path;
import java.util.List;

/** Saves an environment's state to a file. */
final class StateExport {
  private final CommandContext context;
  private final Path file;
  private final boolean whatIsLeft;

  StateExport(CommandContext context, Path file, boolean whatIsLeft) {
    this.context = context;
    this.file = file;
    this.whatIsLeft = whatIsLeft;
  }

  /** Saves it and returns the exit code. */
  int run(Selection selection) {
    try (Workspace workspace = context.open(selection, event -> {})) {
      StateImage image =
          StateReader.read(workspace.store().parts()).orElseThrow(StateExport::nothing);
      if (!image.isWhole()) {
        if (!whatIsLeft) {
          throw damaged(image);
        }
        context.views().diagnostics(List.of(incomplete(image)));
      }
      OutputFile.writeSecret(
          context.invocation().directory(),
          file,
          workspace.stateFile(image).write(),
          "the environment's state");
      context.views().state(StateReport.exported(file.toString(), image));
      return ExitStatus.DONE.code();
    }
  }

  private static DeployctlException nothing() {
    return DeployctlException.failed(
        Diagnostic.error("no-environment", "the environment has no state: nothing was applied yet")
            .hint("if it had one that was lost, `deployctl state import FILE` brings it back"));
  }

  private static DeployctlException damaged(StateImage image) {
    return DeployctlException.failed(
        listed(
                Diagnostic.error("state-damaged", "a part of the environment's state is missing"),
                image)
            .hint("`--what-is-left` saves the rest; a file exported before may have all of it"));
  }

  private static Diagnostic incomplete(StateImage image) {
    return listed(
        Diagnostic.warning("state-incomplete", "the file holds only what can be read still"),
        image);
  }

  private static Diagnostic listed(Diagnostic diagnostic, StateImage image) {
    Diagnostic listed = diagnostic;
    for (String line : image.missing()) {
      listed = listed.detail(line);
    }
    return listed;
  }
}
