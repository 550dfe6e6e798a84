package io.deployctl.providers.terraform;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.input.InputDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Builds step plans of Terraform, and reads them. */
final class TerraformPlans {
  private static final int VERSION = 1;
  private static final String PLAN = "plan";
  private static final String DESTROY = "destroy";

  private final StepScope scope;
  private final TerraformInputs inputs;
  private final BackendState state;
  private final Optional<Content> archive;

  TerraformPlans(
      StepScope scope, TerraformInputs inputs, BackendState state, Optional<Content> archive) {
    this.scope = scope;
    this.inputs = inputs;
    this.state = state;
    this.archive = archive;
  }

  /** Returns the plan of applying a saved plan. */
  StepPlan plan(PlannedRoot root, Content saved, boolean destroy) {
    SortedMap<String, Content> payload = payload();
    payload.put(destroy ? DESTROY : PLAN, saved);
    List<Effect> effects =
        root.effect(address(inputs), destroy)
            .map(effect -> destroy ? effect : located(effect, root))
            .map(List::of)
            .orElse(List.of());
    return step(payload, effects, destroy ? Map.of() : root.outputs());
  }

  /** Returns the plan of leaving everything as it is. */
  StepPlan unchanged() {
    return step(payload(), List.of(), Map.of());
  }

  /** Returns the plan of a step whose settings wait for outputs of other steps. */
  static StepPlan waiting(StepScope scope) {
    Set<StepOutputRef> waits = scope.settings().waitsOn();
    String names =
        new TreeSet<>(waits).stream().map(Object::toString).collect(Collectors.joining(", "));
    return new StepPlan(
        scope.step(),
        TerraformProvider.NAME,
        VERSION,
        new TreeMap<>(),
        List.of(),
        Set.of(),
        true,
        waits,
        Optional.of("its settings wait for " + names),
        DeclaredOutputs.of(scope),
        digest(scope, Optional.empty()));
  }

  static boolean isDestroy(StepPlan plan) {
    return plan.payload().containsKey(DESTROY);
  }

  static boolean hasSavedPlan(StepPlan plan) {
    return isDestroy(plan) || plan.payload().containsKey(PLAN);
  }

  static byte[] savedPlan(StepPlan plan) {
    return plan.payload().get(isDestroy(plan) ? DESTROY : PLAN).bytes();
  }

  /** Returns what a release keeps: everything but the saved plan. */
  static Restoration restoration(StepPlan plan) {
    SortedMap<String, Content> payload = new TreeMap<>(plan.payload());
    payload.remove(PLAN);
    payload.remove(DESTROY);
    return new Restoration(TerraformProvider.NAME, VERSION, payload);
  }

  /** Returns the root as users read it. */
  static String address(TerraformInputs inputs) {
    return inputs
        .workspace()
        .map(workspace -> "root " + inputs.root() + " (workspace " + workspace + ")")
        .orElse("root " + inputs.root());
  }

  static Diagnostic tooLarge(String root) {
    return Diagnostic.warning(
            "terraform-root-too-large",
            "root `%s` is too large to be kept in the release".formatted(root))
        .hint("move what is not configuration out of it, or destroying it will need a checkout");
  }

  static Diagnostic stateNotHere(String root) {
    return Diagnostic.error(
            "terraform-state-elsewhere",
            "the state of root `%s` is in files of the project, which are not here".formatted(root))
        .hint("run where the state is, or move it to a backend that others can reach");
  }

  static Diagnostic rootNotHere(String root) {
    return Diagnostic.error(
            "terraform-root-elsewhere",
            "root `%s` is not in this directory, and was too large to be kept".formatted(root))
        .hint("run in a checkout of the project");
  }

  static Diagnostic moved(String before, String now) {
    return Diagnostic.warning(
            "terraform-moved",
            "the step works on another state than before: what the other one has stays as it is")
        .detail("before: " + before)
        .detail("now: " + now)
        .hint("if the same infrastructure is meant, move its state with `terraform init` first");
  }

  private Effect located(Effect effect, PlannedRoot root) {
    RootOrigins origins = root.origins(scope, inputs.root());
    return effect.withChanges(origins.of(effect.changes())).from(origins.step());
  }

  private SortedMap<String, Content> payload() {
    SortedMap<String, Content> payload = new TreeMap<>();
    payload.put(Stored.INPUTS, inputs.toContent());
    payload.put(Stored.STATE, state.toContent());
    archive.ifPresent(content -> payload.put(Stored.ROOT, content));
    return payload;
  }

  private StepPlan step(
      SortedMap<String, Content> payload, List<Effect> effects, Map<String, Boolean> outputs) {
    return new StepPlan(
        scope.step(),
        TerraformProvider.NAME,
        VERSION,
        payload,
        effects,
        Set.of(),
        true,
        Set.of(),
        Optional.empty(),
        outputs,
        digest(scope, archive));
  }

  private static Digest digest(StepScope scope, Optional<Content> archive) {
    InputDigest digest = new InputDigest(scope.tagger());
    digest.add("settings", scope.settings().mapping());
    archive.ifPresent(content -> digest.add("root", content.bytes()));
    return digest.digest();
  }
}
