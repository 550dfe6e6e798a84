package io.deployctl.core.engine;

import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import java.util.Optional;

/**
 * Finds the line of the project that a step's failure is about: the manifest or template of the
 * object that it names, else the step itself. What already has a place keeps it.
 */
final class FailurePlace {
  private final PreparedStep step;

  FailurePlace(PreparedStep step) {
    this.step = step;
  }

  /** Returns the failure at its place, where there is one. */
  Diagnostic placed(Diagnostic failure) {
    if (failure.position().isPresent()) {
      return failure;
    }
    return object(failure.summary())
        .or(() -> step.spec().map(StepSpec::position))
        .map(failure::at)
        .orElse(failure);
  }

  private Optional<SourcePosition> object(String summary) {
    for (Effect effect : step.plan().effects()) {
      if (effect.resource().isPresent() && isNamed(effect.address(), summary)) {
        return place(effect.origin());
      }
      if (effect.resource().isEmpty()) {
        for (FieldChange field : effect.changes()) {
          // Within a release, a field's path begins with its object's address.
          int space = field.path().lastIndexOf(' ');
          if (space > 0 && isNamed(field.path().substring(0, space), summary)) {
            return place(field.origin());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SourcePosition> place(Optional<FieldOrigin> origin) {
    return origin.flatMap(FieldOrigin::place);
  }

  /** Returns whether the summary names the object, and not one whose name only begins the same. */
  private static boolean isNamed(String address, String summary) {
    int at = summary.indexOf(address);
    int end = at + address.length();
    return at >= 0
        && (end == summary.length() || summary.charAt(end) == ':' || summary.charAt(end) == ' ');
  }
}
