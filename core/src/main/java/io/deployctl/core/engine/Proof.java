package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import java.util.ArrayList;
import java.util.List;

/** Proves that the target is as planned: for what was executed, nothing may be left to do. */
final class Proof {
  private static final int SHOWN_FIELDS = 5;

  private Proof() {}

  /** Returns what contradicts the proof; nothing is the proof. */
  static List<Diagnostic> of(List<PreparedStep> executed) {
    List<Diagnostic> contradictions = new ArrayList<>();
    for (PreparedStep step : executed) {
      if (!step.check()) {
        OpenSession.Verified verified = step.session().verify(step.plan());
        contradictions.addAll(verified.failures());
        List<Effect> left =
            verified.left().stream().filter(effect -> effect.verb().isAct()).toList();
        if (!left.isEmpty()) {
          contradictions.add(notVerified(step, left));
        }
      }
    }
    return contradictions;
  }

  private static Diagnostic notVerified(PreparedStep step, List<Effect> left) {
    Diagnostic contradiction =
        Diagnostic.error(
            "not-verified",
            "step `" + step.id() + "` was applied, but the target is not as it was applied");
    for (Effect effect : left) {
      contradiction = contradiction.detail(line(effect));
    }
    return contradiction.hint(
        "somebody else may be changing the same fields: see `deployctl drift`");
  }

  private static String line(Effect effect) {
    List<String> fields =
        effect.changes().stream().limit(SHOWN_FIELDS).map(FieldChange::path).toList();
    String line = "would still " + effect.verb().word() + " " + effect.address();
    return fields.isEmpty() ? line : line + ": " + String.join(", ", fields);
  }
}
