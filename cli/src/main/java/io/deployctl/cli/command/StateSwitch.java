package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Severity;
import io.deployctl.core.engine.Salvage;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateLoss;
import io.deployctl.core.store.StateReader;
import java.util.List;
import java.util.Optional;

/** Puts a state in the place of the stored one; where something would be lost, after a yes. */
final class StateSwitch {
  private final CommandContext context;
  private final boolean replace;
  private final ApprovalOptions approval;

  StateSwitch(CommandContext context, boolean replace, ApprovalOptions approval) {
    this.context = context;
    this.replace = replace;
    this.approval = approval;
  }

  /**
   * Replaces the stored state.
   *
   * @param lossy what to say first where something would be lost
   * @param choice what to do then, as an instruction
   * @throws DeployctlException with status {@code STALE} where something would be lost, and nobody
   *     said that it may be
   */
  void run(Workspace workspace, StateImage image, Lease lease, String lossy, String choice) {
    EnvironmentStore store = workspace.store();
    List<String> lost = lost(store, image);
    if (!lost.isEmpty()) {
      Diagnostic difference = difference(lossy, lost);
      if (!replace) {
        throw new DeployctlException(
            ExitStatus.STALE, difference.hint(choice + "; nothing was changed"));
      }
      context.views().diagnostics(List.of(difference.weighing(Severity.WARNING)));
      new Confirmation(context, approval)
          .require(
              workspace.environment(),
              workspace.isProtected() || isProtected(image),
              "Type the environment's name to replace its state: ");
    }
    store.replace(Salvage.of(image), lease);
    workspace.stateChanged();
  }

  private static List<String> lost(EnvironmentStore store, StateImage image) {
    Optional<StateImage> stored;
    try {
      stored = StateReader.outline(store.parts());
    } catch (DeployctlException unreadable) {
      if (unreadable.status() != ExitStatus.FAILED) {
        throw unreadable;
      }
      return List.of("nothing of it can be read: " + unreadable.diagnostics().get(0).summary());
    }
    return stored.map(there -> StateLoss.between(there, image)).orElse(List.of());
  }

  private static Diagnostic difference(String summary, List<String> lost) {
    Diagnostic difference = Diagnostic.error("state-would-be-lost", summary);
    for (String line : lost) {
      difference = difference.detail(line);
    }
    return difference;
  }

  private static boolean isProtected(StateImage image) {
    return !image.releases().isEmpty()
        && image.releases().get(image.releases().lastKey()).protectedEnvironment();
  }
}
