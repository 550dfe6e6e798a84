package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
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
import io.deployctl.core.spi.Unfinished;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValueUse;
import io.deployctl.providers.input.InputDigest;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One command, at work. */
final class ExecSession implements Session {
  private static final int VERSION = 1;
  private static final String RUN = "run";
  private static final String UNDO = "undo";

  private final StepScope scope;
  private final CommandRun runs;
  private final Optional<Clusters> clusters;

  ExecSession(StepScope scope, ProcessRunner runner, Optional<Clusters> clusters) {
    this.scope = scope;
    this.clusters = clusters;
    this.runs = new CommandRun(scope, runner, clusters);
  }

  @Override
  public Planned plan(Request request) {
    try {
      if (request instanceof Request.Deploy) {
        return deploy();
      }
      if (request instanceof Request.Restore restore) {
        return restore(stored(restore.restoration()));
      }
      if (request instanceof Request.Remove remove) {
        return remove(stored(remove.restoration()));
      }
      throw new IllegalArgumentException("exec owns no objects to prune");
    } catch (DeployctlException refused) {
      return new Planned.Refused(refused.diagnostics());
    }
  }

  private Planned deploy() {
    Set<StepOutputRef> waits = scope.settings().waitsOn();
    if (!waits.isEmpty()) {
      String names =
          new TreeSet<>(waits).stream().map(Object::toString).collect(Collectors.joining(", "));
      Effect effect = effect(announced(), scope.settings().find("undo").isPresent());
      StepPlan plan =
          plan(
              new TreeMap<>(),
              List.of(effect.withWaits(waits)),
              waits,
              Optional.of("its settings wait for " + names));
      return new Planned.Ready(plan, "", List.of());
    }
    ExecCommand command = new CommandReader(scope).read();
    Optional<ExecCommand> before = scope.previous().map(this::stored);
    List<Diagnostic> notes = new ArrayList<>();
    if (command.files().isEmpty()) {
      notes.add(tooLarge());
    }
    if (isDone(command, before)) {
      return ready(command, List.of(), notes);
    }
    Effect effect =
        effect(command.command(), !command.undo().isEmpty())
            .withChanges(located(new CommandDifference(scope.tagger()).between(before, command)));
    return ready(command, List.of(from("command", effect)), notes);
  }

  /** Returns the changes with the settings that made them; an input is a file of its own. */
  private List<FieldChange> located(List<FieldChange> changes) {
    List<FieldChange> placed = new ArrayList<>();
    for (FieldChange change : changes) {
      String path = change.path();
      Optional<Value> variable =
          path.startsWith("env.")
              ? Optional.ofNullable(scope.settings().map("env").entries().get(path.substring(4)))
              : Optional.empty();
      if (path.startsWith("inputs.")) {
        SourcePosition file = SourcePosition.ofFile(path.substring("inputs.".length()));
        placed.add(change.from(FieldOrigin.at(FieldOrigin.Kind.MANIFEST, file)));
      } else {
        List<ValueUse> uses = variable.map(v -> List.of(ValueUse.of(path, v))).orElse(List.of());
        placed.add(
            setting(path.startsWith("env.") ? "env" : "command")
                .map(origin -> change.from(origin.of(uses)))
                .orElse(change));
      }
    }
    return placed;
  }

  private Effect from(String key, Effect effect) {
    return setting(key).map(effect::from).orElse(effect);
  }

  private Optional<FieldOrigin> setting(String key) {
    return scope
        .settings()
        .position(key)
        .map(place -> FieldOrigin.at(FieldOrigin.Kind.SETTING, place));
  }

  /**
   * Returns whether the command need not be run: it was, or its check says so. A command without a
   * check that a run was cut off in is known by nobody to be done or not.
   */
  private boolean isDone(ExecCommand command, Optional<ExecCommand> before) {
    if (scope.settings().optionalText("when").filter("always"::equals).isPresent()) {
      return false;
    }
    if (!command.check().isEmpty()) {
      return isDone(command);
    }
    Digest inputs = digest(command.payload());
    Optional<Unfinished> doubt =
        unknownOrDone()
            .filter(begun -> begun.attempt().isLost() || begun.attempt().inputs().equals(inputs));
    if (doubt.isEmpty()) {
      return before.filter(command::isSameRun).isPresent();
    }
    if (!doubt.get().done() && !scope.settings().flag("repeatable", false)) {
      throw DeployctlException.failed(InDoubt.of(scope.step(), command, doubt.get().attempt()));
    }
    return doubt.get().done();
  }

  /** A command that is known to have failed is begun anew, as if it had never been. */
  private Optional<Unfinished> unknownOrDone() {
    return scope.unfinished().filter(begun -> begun.end() != Unfinished.End.FAILED);
  }

  /** Returns the command with names of outputs where their values are to come. */
  private List<String> announced() {
    if (scope.settings().find("command").orElse(null) instanceof Value.Sequence words) {
      return words.items().stream()
          .map(word -> word instanceof Value.Unknown wait ? wait.waitsOn().toString() : text(word))
          .toList();
    }
    return List.of("(to come)");
  }

  private static String text(Value word) {
    return word instanceof Value.Scalar scalar ? scalar.text() : SecretText.MASK;
  }

  private Planned restore(ExecCommand command) {
    boolean same = scope.previous().map(this::stored).filter(command::isSameRun).isPresent();
    // Where a later command may have been at work, this one has to bring its own state back.
    if (same && scope.unfinished().isEmpty()) {
      return ready(command, List.of(), List.of());
    }
    Effect effect =
        effect(command.command(), !command.undo().isEmpty())
            .withChanges(
                new CommandDifference(scope.tagger())
                    .between(scope.previous().map(this::stored), command));
    return ready(command, List.of(effect), List.of());
  }

  private Planned remove(ExecCommand command) {
    if (command.undo().isEmpty()) {
      Diagnostic note =
          Diagnostic.note(
              "exec-no-undo", "what `%s` did stays: the step declares no undo".formatted(command));
      return ready(command, List.of(), List.of(note));
    }
    Effect effect =
        Effect.of(UNDO, Verb.RUN, "command " + ExecCommand.shown(command.undo()))
            .withUndo(Undo.REVERSIBLE);
    return ready(command, List.of(effect), List.of());
  }

  @Override
  public Needs needs(Request request) {
    return clusters.isEmpty()
        ? Needs.NONE
        : Needs.unknown("the command of step `%s` does in the cluster".formatted(scope.step()));
  }

  @Override
  public StepResult execute(StepPlan plan, ActGate gate) {
    ExecCommand command = ExecCommand.of(plan.payload(), scope.redactor());
    boolean undo = plan.effects().stream().anyMatch(effect -> effect.id().equals(UNDO));
    try {
      for (Effect effect : plan.effects()) {
        gate.act(
            effect,
            () -> {
              runs.require(command, undo ? command.undo() : command.command());
              return null;
            });
      }
      return StepResult.succeeded(
          Map.of(), undo ? Optional.empty() : Optional.of(restoration(command)));
    } catch (StoppedException stopped) {
      return StepResult.cancelled(scope.previous());
    } catch (DeployctlException failed) {
      return scope.cancellation().isAborting()
          ? StepResult.cancelled(scope.previous())
          : StepResult.failed(failed.diagnostics(), scope.previous());
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception unexpected) {
      throw new IllegalStateException("run " + command, unexpected);
    }
  }

  @Override
  public List<Effect> verify(StepPlan plan) {
    boolean ran = plan.effects().stream().anyMatch(effect -> effect.id().equals(RUN));
    if (!ran) {
      return List.of();
    }
    ExecCommand command = ExecCommand.of(plan.payload(), scope.redactor());
    return command.check().isEmpty() || isDone(command) ? List.of() : plan.effects();
  }

  @Override
  public void close() {
    // Commands end before their calls return, and files go with the engine's work directory.
  }

  private boolean isDone(ExecCommand command) {
    return runs.succeeds(command, command.check());
  }

  private ExecCommand stored(Restoration restoration) {
    return ExecCommand.of(restoration.payload(), scope.redactor());
  }

  private static Restoration restoration(ExecCommand command) {
    return new Restoration(ExecProvider.NAME, VERSION, command.payload());
  }

  private static Effect effect(List<String> command, boolean hasUndo) {
    return Effect.of(RUN, Verb.RUN, "command " + ExecCommand.shown(command))
        .withUndo(hasUndo ? Undo.REVERSIBLE : Undo.oneWay("the step declares no undo"));
  }

  private static Diagnostic tooLarge() {
    return Diagnostic.warning(
            "exec-files-too-large",
            "the command's files are larger than 8 MiB, so the release does not keep them")
        .hint("without a checkout the command can't be run again, nor undone");
  }

  private Planned ready(ExecCommand command, List<Effect> effects, List<Diagnostic> notes) {
    return new Planned.Ready(
        plan(command.payload(), effects, Set.of(), Optional.empty()), "", notes);
  }

  private StepPlan plan(
      SortedMap<String, Content> payload,
      List<Effect> effects,
      Set<StepOutputRef> waits,
      Optional<String> deferred) {
    return new StepPlan(
        scope.step(),
        ExecProvider.NAME,
        VERSION,
        payload,
        effects,
        Set.of(),
        true,
        waits,
        deferred,
        Map.of(),
        digest(payload));
  }

  private Digest digest(SortedMap<String, Content> payload) {
    InputDigest digest = new InputDigest(scope.tagger());
    digest.add("settings", scope.settings().mapping());
    Content files = payload.get("files");
    if (files != null) {
      digest.add("files", files.bytes());
    }
    return digest.digest();
  }
}
