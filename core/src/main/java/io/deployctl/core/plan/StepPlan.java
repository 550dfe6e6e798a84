package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a step will do and needs for it: executing it reads no configuration again.
 *
 * @param step the step
 * @param provider the provider that made it and will execute it
 * @param payloadVersion the version of the payload's form; a provider refuses one it doesn't know
 * @param payload what the provider needs at execution, by names of its own
 * @param effects what will be done, in the order in which it is shown; empty means nothing to do
 * @param claims the objects that the step will own afterwards, changed or not
 * @param claimsComplete false where the step can't yet tell all objects that it will own
 * @param waitsOn outputs that have to be known before the step can be planned for good
 * @param deferred why the step can't be planned for good before its stage is reached, if it can't
 * @param outputs the outputs that the step makes, and whether each is sensitive
 * @param inputs digest of all that the step was planned from: settings, files, values by tag
 */
public record StepPlan(
    StepId step,
    String provider,
    int payloadVersion,
    SortedMap<String, Content> payload,
    List<Effect> effects,
    Set<ResourceId> claims,
    boolean claimsComplete,
    Set<StepOutputRef> waitsOn,
    Optional<String> deferred,
    Map<String, Boolean> outputs,
    Digest inputs) {
  /** Refuses nulls and copies. */
  public StepPlan {
    requireNonNull(step, "step is null");
    requireNonNull(provider, "provider is null");
    payload = Collections.unmodifiableSortedMap(new TreeMap<>(payload));
    effects = List.copyOf(effects);
    claims = Set.copyOf(claims);
    waitsOn = Set.copyOf(waitsOn);
    requireNonNull(deferred, "deferred is null");
    outputs = Map.copyOf(outputs);
    requireNonNull(inputs, "inputs is null");
  }

  /** Returns whether the step is planned again when its stage is reached. */
  public boolean isPlannedAgain() {
    return deferred.isPresent() || !waitsOn.isEmpty();
  }

  /** Returns whether what the target has changes, or may once the step is planned for good. */
  public boolean changesTarget() {
    return isPlannedAgain() || effects.stream().anyMatch(effect -> effect.verb().isChange());
  }

  /** Returns whether executing the step does something in the target, or may. */
  public boolean acts() {
    return isPlannedAgain() || effects.stream().anyMatch(effect -> effect.verb().isAct());
  }

  /** Returns the undo of the worst effect. */
  public Reversibility reversibility() {
    return effects.stream()
        .map(effect -> effect.undo().reversibility())
        .max(java.util.Comparator.naturalOrder())
        .orElse(Reversibility.REVERSIBLE);
  }
}
