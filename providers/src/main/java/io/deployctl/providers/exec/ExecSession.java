package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.StoppedException;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.providers.process.ToolFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** An exec step at work. */
final class ExecSession implements Session {
  private final StepScope scope;
  private final CommandRunner runner;
  private final ExecPlans plans;

  ExecSession(StepScope scope, CommandRunner runner) {
    this.scope = scope;
    this.runner = runner;
    this.plans = new ExecPlans(scope);
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Restore restore) {
        ExecSpec spec = ExecPlans.spec(restore.restoration().payload());
        boolean due = isDue(spec, restore.restoration().payload(), false);
        return plans.run(spec, restore.restoration().payload(), due);
      }
      if (request instanceof Request.Remove remove) {
        return plans.undo(remove.restoration().payload());
      }
      return deploy();
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    }
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    boolean undoing = ExecPlans.isUndo(plan);
    Optional<Restoration> after =
        undoing ? Optional.empty() : Optional.of(ExecPlans.restoration(plan));
    if (plan.effects().isEmpty()) {
      return StepResult.succeeded(Map.of(), after);
    }
    ExecSpec spec = ExecPlans.spec(plan.payload());
    try {
      Path home = home(plan.payload(), ExecPlans.isFromProject(plan));
      List<String> command = undoing ? spec.undo() : spec.command();
      ToolResult result = gate.act(plan.effects().get(0), () -> runner.run(spec, command, home));
      if (result.end() == ToolResult.End.ABORTED) {
        return StepResult.cancelled(scope.previous());
      }
      if (!result.succeeded()) {
        return failed("exec-failed", "running `" + words(command) + "`", result, spec);
      }
      return undoing ? StepResult.succeeded(Map.of(), after) : checked(spec, home, after);
    } catch (StoppedException stopped) {
      return StepResult.cancelled(scope.previous());
    } catch (DeployctlException known) {
      return StepResult.failed(known.diagnostics(), Optional.empty());
    } catch (Exception unexpected) {
      return StepResult.failed(
          List.of(
              Diagnostic.error("internal-error", "running step `" + scope.step() + "` failed")
                  .detail(scope.redactor().redact(String.valueOf(unexpected.getMessage())))),
          Optional.empty());
    }
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    if (ExecPlans.isUndo(plan) || plan.payload().isEmpty()) {
      return List.of();
    }
    ExecSpec spec = ExecPlans.spec(plan.payload());
    boolean done =
        spec.check().isEmpty()
            || runner
                .run(spec, spec.check(), home(plan.payload(), ExecPlans.isFromProject(plan)))
                .succeeded();
    return done ? List.of() : List.of(ExecPlans.effect(spec, List.of("its check says so")));
  }

  @Override
  public void close() {}

  private Planned deploy() {
    ExecReader reader = new ExecReader(scope);
    ExecSpec spec = reader.read();
    SortedMap<String, Content> payload = ExecPlans.payload(spec, reader.files());
    if (!scope.settings().waitsOn().isEmpty()) {
      return plans.waiting(spec, payload);
    }
    return plans.run(spec, payload, isDue(spec, payload, true), true);
  }

  private boolean isDue(ExecSpec spec, SortedMap<String, Content> payload, boolean fromProject) {
    boolean sameInputs =
        scope
            .previous()
            .map(previous -> ExecPlans.spec(previous.payload()).inputs())
            .filter(spec.inputs()::equals)
            .isPresent();
    if (!sameInputs || fromProject && spec.always()) {
      return true;
    }
    return !spec.check().isEmpty()
        && !runner.run(spec, spec.check(), home(payload, fromProject)).succeeded();
  }

  private StepResult checked(ExecSpec spec, Path home, Optional<Restoration> after) {
    if (spec.check().isEmpty()) {
      return StepResult.succeeded(Map.of(), after);
    }
    ToolResult check = runner.run(spec, spec.check(), home);
    return check.succeeded()
        ? StepResult.succeeded(Map.of(), after)
        : failed(
            "exec-not-done",
            "`"
                + words(spec.command())
                + "` succeeded, but its check `"
                + words(spec.check())
                + "`",
            check,
            spec);
  }

  private Path home(SortedMap<String, Content> payload, boolean fromProject) {
    return fromProject
        ? scope.projectDirectory().toAbsolutePath().normalize()
        : runner.unpack(payload.get(ExecPlans.FILES).bytes());
  }

  private static StepResult failed(String code, String what, ToolResult result, ExecSpec spec) {
    return StepResult.failed(
        List.of(
            ToolFailure.of(code, what, result, spec.timeout())
                .hint("run it by hand with the same variables to see more")),
        Optional.empty());
  }

  private static String words(List<String> command) {
    return String.join(" ", command);
  }
}
