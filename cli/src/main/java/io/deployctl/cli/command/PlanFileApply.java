package io.deployctl.cli.command;

import io.deployctl.cli.option.ApprovalOptions;
import io.deployctl.cli.view.PlanKind;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Legacy;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.engine.RunOptions;
import io.deployctl.core.planfile.PlanFile;
import java.nio.file.Path;
import java.util.Optional;

/** Applies exactly what a plan file holds. */
final class PlanFileApply {
  private final CommandContext context;
  private final byte[] bytes;
  private final PlanFile file;
  private final boolean approved;

  /**
   * Reads the file.
   *
   * @param expected the id of the plan that was approved, if one was
   * @throws DeployctlException when it is no plan, or another one
   */
  PlanFileApply(CommandContext context, Path path, Optional<String> expected) {
    this.context = context;
    this.bytes = InputFile.readPlan(context.invocation().directory().resolve(path));
    this.file = PlanFile.read(bytes);
    this.approved = expected.isPresent();
    context.about(file.head().environment());
    expected.ifPresent(this::requireId);
  }

  /** Refuses an expectation where there is no file. */
  static void refuseAlone(String expected) {
    if (expected != null) {
      throw usage("`--expect` is for a plan file: `deployctl apply PLANFILE --expect ID`");
    }
  }

  /** Refuses options that would make another plan. */
  void refuseOptions(Selection selection, PlanOptions planning) {
    if (!selection.sets().isEmpty() || selection.allowOverrides()) {
      throw usage("a plan file has its values; `--set` and `--allow-overrides` belong to `plan`");
    }
    if (!planning.equals(PlanOptions.DEFAULT)) {
      throw usage("a plan file has its steps; options of planning belong to `plan`");
    }
    String name = file.head().environment();
    selection
        .environment()
        .filter(asked -> !asked.equals(name))
        .ifPresent(
            asked -> {
              throw usage("the plan is for environment `%s`, not `%s`".formatted(name, asked));
            });
  }

  /**
   * Checks that the plan still holds, and runs it.
   *
   * @return the exit code
   */
  int run(Selection selection, EventRelay relay, ApprovalOptions approval, RunOptions how) {
    try (OpenedPlan opened =
        context.services().open(file, selection, Checkout.Use.SAME, Optional.empty(), relay)) {
      Engine engine = context.told(opened.workspace()).engine();
      return new PlanReview(context, relay)
          .run(
              PlanKind.PLAN,
              engine,
              opened.planning(engine),
              approved ? approval.approved() : approval,
              how.leaving(new Legacy.OfFile(bytes)));
    }
  }

  private void requireId(String expected) {
    String hex = expected.startsWith("sha256:") ? expected.substring(7) : expected;
    if (!hex.equals(file.id().hex())) {
      throw DeployctlException.invalid(
          Diagnostic.error("other-plan", "this is not the plan that was approved")
              .detail("approved: " + hex)
              .detail("this file: " + file.id().hex())
              .hint("apply the file that was reviewed, or have this one reviewed"));
    }
  }

  private static DeployctlException usage(String summary) {
    return DeployctlException.invalid(Diagnostic.error("usage", summary));
  }
}
