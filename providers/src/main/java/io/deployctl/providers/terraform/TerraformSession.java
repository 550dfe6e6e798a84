package io.deployctl.providers.terraform;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.StoppedException;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.input.ProjectPaths;
import io.deployctl.providers.kubernetes.client.ChildKubeconfig;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.process.Tool;
import io.deployctl.providers.process.ToolKind;
import io.deployctl.providers.process.ToolLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Terraform at work on one step. */
final class TerraformSession implements Session {
  private final StepScope scope;
  private final ProcessRunner runner;
  private final ToolLocator tools;
  private final Path cache;
  private final Path left;
  private final PlanLeaves leaves;
  private final Optional<Clusters> clusters;
  private Optional<Workplace> open = Optional.empty();
  private Optional<Map<String, String>> cluster = Optional.empty();

  TerraformSession(
      StepScope scope,
      ProcessRunner runner,
      ToolLocator tools,
      Path cache,
      Path left,
      Optional<Clusters> clusters) {
    this.left = left;
    this.clusters = clusters;
    this.scope = scope;
    this.runner = runner;
    this.tools = tools;
    this.cache = cache;
    this.leaves = new PlanLeaves(scope.tagger(), scope.redactor());
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Deploy deploy) {
        return deploy(deploy.copied());
      }
      if (request instanceof Request.Restore restore) {
        return leave(restore.restoration());
      }
      if (request instanceof Request.Remove remove) {
        return remove(remove.restoration());
      }
      throw new IllegalArgumentException("terraform owns no objects to prune");
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    }
  }

  @Override
  public Needs needs(Request request) {
    return clusters.isEmpty()
        ? Needs.NONE
        : Needs.unknown("Terraform does in the cluster in step `%s`".formatted(scope.step()));
  }

  /** Returns what leads to the cluster; the root may be what makes it. */
  private Map<String, String> cluster() {
    if (clusters.isPresent() && cluster.isEmpty()) {
      Path directory = PrivateFiles.directory(scope.workDirectory().resolve("kubeconfig"));
      cluster =
          Optional.of(
              ChildKubeconfig.variablesIfThere(
                  clusters.get(), directory.toAbsolutePath(), scope.namespace()));
    }
    return cluster.orElse(Map.of());
  }

  private Planned deploy(boolean copied) {
    if (!scope.settings().waitsOn().isEmpty()) {
      return new Planned.Ready(
          TerraformPlans.waiting(scope), scope.previousIdentity().orElse(""), List.of());
    }
    TerraformInputs inputs = TerraformInputs.of(scope);
    Workplace place =
        enter(
            copied
                ? Workplace.inCopy(scope, inputs.root())
                : Workplace.inProject(scope, cache, inputs.root()));
    TerraformCli cli = cli(place, inputs);
    List<Diagnostic> notes = new ArrayList<>(cli.initialise(true));
    // A root that is not initialised can't be told to store a state.
    left().requireNone(place);
    Path file = planFile();
    notes.addAll(cli.plan(file));
    PlannedRoot root = new PlannedRoot(cli.show(file), leaves);
    refuseUndeclared(inputs, root);
    notes.addAll(root.drift());
    BackendState state = BackendState.of(place, inputs);
    if (copied && state.inProject()) {
      throw DeployctlException.failed(TerraformPlans.stateNotHere(inputs.root()));
    }
    notes.addAll(moved(state));
    Optional<byte[]> archive = place.pack();
    if (archive.isEmpty()) {
      notes.add(TerraformPlans.tooLarge(inputs.root()));
    }
    StepPlan plan =
        new TerraformPlans(scope, inputs, state, archive.map(Content::sealed))
            .plan(root, Content.sealed(bytes(file)), false);
    return new Planned.Ready(plan, state.identity(), notes, root.knownOutputs(scope.step()));
  }

  private Planned remove(Restoration restoration) {
    Stored stored = Stored.of(restoration.payload(), scope.redactor());
    Workplace place = enter(stored);
    TerraformCli cli = cli(place, stored.inputs());
    List<Diagnostic> notes = new ArrayList<>(cli.initialise(false));
    left().requireNone(place);
    Path file = planFile();
    notes.addAll(cli.plan(file, "-destroy"));
    PlannedRoot root = new PlannedRoot(cli.show(file), leaves);
    StepPlan plan =
        new TerraformPlans(scope, stored.inputs(), stored.state(), stored.archive())
            .plan(root, Content.sealed(bytes(file)), true);
    return new Planned.Ready(plan, stored.state().identity(), notes);
  }

  /** A release's infrastructure is never brought back with it; what moved is told. */
  private Planned leave(Restoration restoration) {
    Stored stored = Stored.of(restoration.payload(), scope.redactor());
    List<Diagnostic> notes = new ArrayList<>();
    notes.add(
        Diagnostic.note(
            "terraform-left",
            "infrastructure of root `%s` is left as it is".formatted(stored.inputs().root())));
    try {
      TerraformCli cli = cli(enter(stored), stored.inputs());
      cli.initialise(false);
      Path file = planFile();
      cli.plan(file, "-refresh-only");
      notes.addAll(new PlannedRoot(cli.show(file), leaves).drift());
    } catch (DeployctlException unseen) {
      Diagnostic note =
          Diagnostic.note("terraform-unseen", "whether the infrastructure moved can't be seen");
      notes.add(note.detail(unseen.diagnostics().get(0).summary()));
    }
    StepPlan plan =
        new TerraformPlans(scope, stored.inputs(), stored.state(), stored.archive()).unchanged();
    return new Planned.Ready(plan, stored.state().identity(), notes);
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    Stored stored = Stored.of(plan.payload(), scope.redactor());
    boolean destroy = TerraformPlans.isDestroy(plan);
    Optional<Restoration> restoration =
        destroy ? Optional.empty() : Optional.of(TerraformPlans.restoration(plan));
    if (!TerraformPlans.hasSavedPlan(plan)) {
      return StepResult.succeeded(Map.of(), restoration);
    }
    try {
      TerraformCli cli = cli(enter(stored), stored.inputs());
      cli.initialise(false);
      List<Diagnostic> warnings = new ArrayList<>();
      for (Effect effect : plan.effects()) {
        Path file = PrivateFiles.write(planFile(), TerraformPlans.savedPlan(plan));
        warnings.addAll(gate.act(effect, () -> cli.apply(file)));
      }
      Map<String, Value> outputs =
          destroy ? Map.of() : PlannedRoot.outputValues(cli.outputs(), leaves, scope.step());
      return new StepResult(
          StepResult.End.SUCCEEDED, outputs, restoration, List.of(), Set.of(), warnings);
    } catch (StoppedException stopped) {
      return StepResult.cancelled(scope.previous());
    } catch (DeployctlException failed) {
      // Part of it may be there now: the way to take it away must be known.
      Optional<Restoration> reached = Optional.of(TerraformPlans.restoration(plan));
      List<Diagnostic> told = left().kept(enter(stored), failed.diagnostics());
      return scope.cancellation().isAborting()
          ? StepResult.cancelled(reached)
          : StepResult.failed(told, reached);
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception unexpected) {
      throw new IllegalStateException("apply root " + stored.inputs().root(), unexpected);
    }
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    if (plan.effects().isEmpty()) {
      return List.of();
    }
    Stored stored = Stored.of(plan.payload(), scope.redactor());
    boolean destroy = TerraformPlans.isDestroy(plan);
    TerraformCli cli = cli(enter(stored), stored.inputs());
    cli.initialise(false);
    Path file = planFile();
    cli.plan(file, destroy ? new String[] {"-destroy"} : new String[0]);
    return new PlannedRoot(cli.show(file), leaves)
        .effect(TerraformPlans.address(stored.inputs()), destroy)
        .map(List::of)
        .orElse(List.of());
  }

  @Override
  public void close() {
    open.ifPresent(Workplace::close);
    open = Optional.empty();
  }

  private TerraformCli cli(Workplace place, TerraformInputs inputs) {
    scope.progress().tell("looking for terraform");
    Tool tool =
        inputs
            .binary()
            .map(path -> tools.at(kind(path), path, scope.projectDirectory()))
            .orElseGet(() -> tools.find(ToolKind.TERRAFORM, ToolKind.TOFU));
    return new TerraformCli(runner, tool, place, inputs, scope, cluster());
  }

  private LeftState left() {
    return new LeftState(left, scope);
  }

  private static ToolKind kind(String path) {
    return Path.of(path).getFileName().toString().contains("tofu")
        ? ToolKind.TOFU
        : ToolKind.TERRAFORM;
  }

  private Workplace enter(Stored stored) {
    // Planning entered it already; entering it twice would find its data directory taken.
    if (open.isPresent()) {
      return open.get();
    }
    String root = stored.inputs().root();
    boolean here = Workplace.isInProject(scope, root);
    if (stored.state().inProject()) {
      if (!here) {
        throw DeployctlException.failed(TerraformPlans.stateNotHere(root));
      }
      return enter(Workplace.inProject(scope, cache, root));
    }
    if (stored.archive().isEmpty()) {
      if (!here) {
        throw DeployctlException.failed(TerraformPlans.rootNotHere(root));
      }
      return enter(Workplace.inProject(scope, cache, root));
    }
    return enter(Workplace.unpacked(scope, root, stored.archive().get().bytes()));
  }

  private Workplace enter(Workplace place) {
    close();
    open = Optional.of(place);
    return place;
  }

  private void refuseUndeclared(TerraformInputs inputs, PlannedRoot root) {
    for (String name : inputs.variableNames()) {
      if (!root.variables().contains(name)) {
        DeployctlException refusal =
            ProjectPaths.wrong(
                scope,
                "vars",
                "root `%s` declares no variable `%s`".formatted(inputs.root(), name));
        Diagnostic diagnostic = refusal.diagnostics().get(0);
        throw DeployctlException.invalid(
            Suggestion.nearest(name, root.variables())
                .map(near -> diagnostic.hint("did you mean `" + near + "`?"))
                .orElse(diagnostic));
      }
    }
  }

  private List<Diagnostic> moved(BackendState state) {
    return scope
        .previousIdentity()
        .filter(previous -> !previous.isEmpty() && !previous.equals(state.identity()))
        .map(previous -> List.of(TerraformPlans.moved(previous, state.identity())))
        .orElse(List.of());
  }

  private Path planFile() {
    return scope.workDirectory().resolve("terraform.plan").toAbsolutePath();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + file, failed);
    }
  }
}
