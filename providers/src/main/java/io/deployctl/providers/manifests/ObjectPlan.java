package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What planning one object came to: an effect with its action, or nothing to do, or why not.
 *
 * @param effect what will be done
 * @param action how
 * @param unchanged the inventory's entry of an object with nothing to do
 * @param problems errors, warnings and notes
 */
record ObjectPlan(
    Optional<Effect> effect,
    Optional<Action> action,
    Optional<InventoryEntry> unchanged,
    List<Diagnostic> problems) {
  /** Copies. */
  ObjectPlan {
    problems = List.copyOf(problems);
  }

  /** Returns whether the object will be another than it is. */
  boolean changes() {
    return effect.filter(one -> one.verb().isChange()).isPresent();
  }

  /** Returns a plan to do something. */
  static ObjectPlan act(Effect effect, Action action) {
    return new ObjectPlan(Optional.of(effect), Optional.of(action), Optional.empty(), List.of());
  }

  /** Returns a plan to leave the object as it is. */
  static ObjectPlan same(InventoryEntry entry) {
    return new ObjectPlan(Optional.empty(), Optional.empty(), Optional.of(entry), List.of());
  }

  /** Returns this plan with what a reviewer should know beside it. */
  ObjectPlan with(List<Diagnostic> notes) {
    return new ObjectPlan(effect, action, unchanged, notes);
  }

  /** Returns the same with what its effect needs, which depends on what it does. */
  ObjectPlan withNeeds(Function<Verb, List<Permission>> needs) {
    return new ObjectPlan(
        effect.map(act -> act.withNeeds(needs.apply(act.verb()))), action, unchanged, problems);
  }

  /** Returns that there can be no plan. */
  static ObjectPlan refused(Diagnostic problem) {
    return new ObjectPlan(Optional.empty(), Optional.empty(), Optional.empty(), List.of(problem));
  }
}
