package io.deployctl.core.engine;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.value.Leaf;
import java.util.List;
import java.util.Optional;

/**
 * Decides what of a step's final plan goes beyond what was announced and approved. Fields that were
 * said to wait may have any value now; everything else has to be as it was shown.
 */
final class Announced {
  private Announced() {}

  /** Returns the effects that go beyond the announced plan. */
  static List<Effect> beyond(StepPlan announced, StepPlan now) {
    return now.effects().stream()
        .filter(effect -> effect.verb().isAct())
        .filter(effect -> !isCovered(announced, effect))
        .toList();
  }

  private static boolean isCovered(StepPlan announced, Effect effect) {
    if (effect.verb() == Verb.ADOPT && isAnnounced(announced, effect.address())) {
      // Whatever was announced for the object was at least that.
      return true;
    }
    Optional<Effect> shown =
        announced.effects().stream()
            .filter(candidate -> candidate.id().equals(effect.id()))
            .filter(candidate -> candidate.verb() == effect.verb())
            .findFirst();
    if (shown.isEmpty()) {
      return false;
    }
    boolean worse = effect.undo().reversibility().compareTo(shown.get().undo().reversibility()) > 0;
    return !worse && areFieldsCovered(announced, shown.get(), effect);
  }

  private static boolean isAnnounced(StepPlan announced, String address) {
    return announced.effects().stream()
        .anyMatch(shown -> shown.verb().isAct() && shown.address().equals(address));
  }

  /**
   * Returns whether the fields that an effect changes are among those that were shown. A deferred
   * step, and an effect that shows no fields, was announced as a whole.
   */
  static boolean areFieldsCovered(StepPlan announced, Effect shown, Effect effect) {
    return announced.deferred().isPresent()
        || shown.changes().isEmpty()
        || effect.changes().stream().allMatch(change -> isFieldCovered(shown, change));
  }

  private static boolean isFieldCovered(Effect shown, FieldChange change) {
    return shown.changes().stream().anyMatch(known -> covers(known, change));
  }

  private static boolean covers(FieldChange shown, FieldChange change) {
    boolean waited = shown.after().filter(Leaf.Waiting.class::isInstance).isPresent();
    if (waited) {
      return isAtOrBelow(change.path(), shown.path());
    }
    return shown.path().equals(change.path()) && shown.after().equals(change.after());
  }

  private static boolean isAtOrBelow(String path, String top) {
    return path.equals(top) || path.startsWith(top + ".") || path.startsWith(top + "[");
  }
}
