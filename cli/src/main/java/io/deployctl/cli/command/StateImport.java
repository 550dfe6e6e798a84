package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.view.StateReport;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.StateImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Puts an exported state in its place. */
final class StateImport {
  private final CommandContext context;
  private final StateFile file;
  private final String name;
  private final boolean replace;
  private final ApprovalOptions approval;

  /**
   * Reads the file.
   *
   * @throws DeployctlException when it is no exported state
   */
  StateImport(CommandContext context, Path path, boolean replace, ApprovalOptions approval) {
    this.context = context;
    this.file = StateFile.read(InputFile.readState(context.invocation().directory().resolve(path)));
    this.name = path.toString();
    this.replace = replace;
    this.approval = approval;
  }

  /** Imports it and returns the exit code. */
  int run(Selection selection) {
    try (Workspace workspace = context.services().openFor(file, selection)) {
      requireSameEnvironment(workspace);
      EnvironmentStore store = workspace.store();
      try (Lease lease = store.acquire(workspace.holder("state import"), Duration.ZERO)) {
        new StateSwitch(context, replace, approval)
            .run(
                workspace,
                file.image(),
                lease,
                "what is stored has what the file has not",
                "add `--replace` if that may be lost");
      }
      if (!file.image().isWhole()) {
        context.views().diagnostics(List.of(incomplete(file.image())));
      }
      context
          .views()
          .state(StateReport.imported(name, file.image(), context.given().typed("deployctl plan")));
      return ExitStatus.DONE.code();
    }
  }

  private void requireSameEnvironment(Workspace workspace) {
    EnvironmentIdentity of = file.image().identity();
    if (!of.project().equals(workspace.project())
        || !of.environment().equals(workspace.environment())) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "state-of-another",
                  "the file holds environment `%s` of project `%s`, not `%s` of `%s`"
                      .formatted(
                          of.environment(),
                          of.project(),
                          workspace.environment(),
                          workspace.project()))
              .hint("name its environment with `--env`, in a checkout of its project"));
    }
  }

  private static Diagnostic incomplete(StateImage image) {
    Diagnostic listed =
        Diagnostic.of(
            Severity.WARNING,
            "state-incomplete",
            "the file was exported from a damaged state, and lacks what was damaged");
    for (String line : image.missing()) {
      listed = listed.detail(line);
    }
    return listed.hint(
        "plan and apply from the project: each step mends its own part of the new release");
  }
}
