package io.deployctl.cli.command;

import io.deployctl.cli.option.PlanFileOptions;
import io.deployctl.cli.view.SavedPlan;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Engine.PreparedPlan;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.planfile.PlanFile;
import java.nio.file.Path;

/** Saves a plan where the options say. */
final class PlanSaving {
  private final CommandContext context;
  private final Workspace workspace;
  private final Engine engine;
  private final PlanOptions planning;
  private final PlanFileOptions options;

  PlanSaving(
      CommandContext context,
      Workspace workspace,
      Engine engine,
      PlanOptions planning,
      PlanFileOptions options) {
    this.context = context;
    this.workspace = workspace;
    this.engine = engine;
    this.planning = planning;
    this.options = options;
  }

  /**
   * Saves the plan and tells where.
   *
   * @throws DeployctlException when it can't be written; then no file was changed
   */
  SavedPlan save(PreparedPlan prepared) {
    Path named = options.file().orElseThrow();
    byte[] bytes = engine.seal(prepared, workspace.sealing(planning, options.validFor()));
    OutputFile.write(context.invocation().directory(), named, bytes, "the plan");
    PlanFile file = PlanFile.read(bytes);
    return new SavedPlan(
        named.toString(),
        file.id(),
        file.head().expiresAt(),
        NextCommand.applyFile(context.given(), named.toString(), file.id()));
  }
}
