package io.deployctl.providers.exec;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.StepScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the plans of an exec step, and reads them. */
final class ExecPlans {
  /** The files that the step's commands are made of. */
  static final String FILES = "files";

  private static final int VERSION = 1;
  private static final String SPEC = "spec";
  private static final String MODE = "mode";
  private static final String FROM_PROJECT = "project";
  private static final String FROM_RELEASE = "release";
  private static final String UNDO = "undo";

  private final StepScope scope;

  ExecPlans(StepScope scope) {
    this.scope = scope;
  }

  static SortedMap<String, Content> payload(ExecSpec spec, byte[] files) {
    SortedMap<String, Content> payload = new TreeMap<>();
    payload.put(SPEC, Content.sealed(spec.toJson()));
    payload.put(FILES, Content.open(files));
    return payload;
  }

  static ExecSpec spec(SortedMap<String, Content> payload) {
    return ExecSpec.fromJson(payload.get(SPEC).bytes());
  }

  static Restoration restoration(StepPlan plan) {
    SortedMap<String, Content> kept = new TreeMap<>(plan.payload());
    kept.remove(MODE);
    return new Restoration(ExecProvider.NAME, VERSION, kept);
  }

  static boolean isUndo(StepPlan plan) {
    return isMode(plan, UNDO);
  }

  static boolean isFromProject(StepPlan plan) {
    return isMode(plan, FROM_PROJECT);
  }

  /** Returns the effect of running the command. */
  static Effect effect(ExecSpec spec, List<String> notes) {
    Undo undo =
        spec.undo().isEmpty() ? Undo.oneWay("the step declares no `undo`") : Undo.REVERSIBLE;
    return Effect.of("run", Verb.RUN, String.join(" ", spec.command()))
        .withUndo(undo)
        .withNotes(notes);
  }

  Planned run(ExecSpec spec, SortedMap<String, Content> payload, boolean due) {
    return run(spec, payload, due, false);
  }

  /**
   * Returns the plan of running the command, or of nothing where it is not due.
   *
   * @param fromProject whether its files are the project's own, not a release's
   */
  Planned run(ExecSpec spec, SortedMap<String, Content> payload, boolean due, boolean fromProject) {
    List<Effect> effects = due ? List.of(effect(spec, List.of())) : List.of();
    return ready(mode(payload, fromProject ? FROM_PROJECT : FROM_RELEASE), effects, Set.of(), spec);
  }

  /** Returns the plan of running the command once its variables are known. */
  Planned waiting(ExecSpec spec, SortedMap<String, Content> payload) {
    Set<io.deployctl.core.model.StepOutputRef> waits = scope.settings().waitsOn();
    Effect effect = effect(spec, List.of()).withWaits(waits);
    return ready(mode(payload, FROM_PROJECT), List.of(effect), waits, spec);
  }

  /** Returns the plan of taking back what the command did, as far as the step says how. */
  Planned undo(SortedMap<String, Content> payload) {
    ExecSpec spec = spec(payload);
    if (spec.undo().isEmpty()) {
      Planned.Ready nothing = (Planned.Ready) ready(mode(payload, UNDO), List.of(), Set.of(), spec);
      return new Planned.Ready(
          nothing.plan(),
          "",
          List.of(
              Diagnostic.warning(
                  "no-undo", "step `" + scope.step() + "` declares no `undo`: what it did stays")));
    }
    Effect effect =
        Effect.of("undo", Verb.RUN, String.join(" ", spec.undo()))
            .withUndo(Undo.withLoss("what `" + String.join(" ", spec.command()) + "` made"));
    return ready(mode(payload, UNDO), List.of(effect), Set.of(), spec);
  }

  private Planned ready(
      SortedMap<String, Content> payload,
      List<Effect> effects,
      Set<io.deployctl.core.model.StepOutputRef> waits,
      ExecSpec spec) {
    StepPlan plan =
        new StepPlan(
            scope.step(),
            ExecProvider.NAME,
            VERSION,
            payload,
            effects,
            Set.of(),
            true,
            waits,
            Optional.empty(),
            Map.of(),
            spec.inputs());
    return new Planned.Ready(plan, "", List.of());
  }

  private static SortedMap<String, Content> mode(SortedMap<String, Content> payload, String mode) {
    SortedMap<String, Content> marked = new TreeMap<>(payload);
    marked.put(MODE, Content.open(mode.getBytes(StandardCharsets.UTF_8)));
    return marked;
  }

  private static boolean isMode(StepPlan plan, String mode) {
    Content content = plan.payload().get(MODE);
    return content != null && new String(content.bytes(), StandardCharsets.UTF_8).equals(mode);
  }
}
