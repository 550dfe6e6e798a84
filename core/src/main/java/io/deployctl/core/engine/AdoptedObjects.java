package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.spi.AdoptionRules;
import java.util.ArrayList;
import java.util.List;

/** Checks that objects that were named are there and can be taken over. */
final class AdoptedObjects {
  private final AdoptionRules rules;
  private final PlanDraft draft;

  AdoptedObjects(AdoptionRules rules, PlanDraft draft) {
    this.rules = rules;
    this.draft = draft;
  }

  /**
   * Tells the draft of each name that is no object of the project, and of each named object that is
   * somebody else's. Of objects that nobody named, the rest is taken over all the same.
   */
  void requireFound() {
    if (draft.hasProblems()) {
      return;
    }
    List<String> addresses = new ArrayList<>();
    draft.steps().stream()
        .flatMap(step -> step.plan().effects().stream())
        .map(Effect::address)
        .forEach(addresses::add);
    draft.steps().stream()
        .flatMap(step -> step.planned().verdicts().stream())
        .map(Verdict::address)
        .forEach(addresses::add);
    rules.objects().stream()
        .sorted()
        .filter(name -> addresses.stream().noneMatch(at -> AdoptionRules.names(name, at)))
        .forEach(name -> draft.addProblem(unknown(name)));
    if (!rules.objects().isEmpty()) {
      draft.steps().forEach(this::requireTaken);
    }
  }

  private void requireTaken(PreparedStep step) {
    step.planned().verdicts().stream()
        .filter(verdict -> verdict.kind() == Verdict.Kind.REFUSED)
        .forEach(verdict -> draft.refuse(step.id(), ExitStatus.FAILED, List.of(refused(verdict))));
  }

  private static Diagnostic refused(Verdict verdict) {
    Diagnostic refused =
        Diagnostic.error("owned-by-others", verdict.address() + " " + verdict.reason());
    return verdict.hint().map(refused::hint).orElse(refused);
  }

  private static Diagnostic unknown(String name) {
    String form =
        name.contains("/")
            ? "See `deployctl render`, which lists the objects of each step"
            : "Name it as KIND/NAME or KIND/NAMESPACE/NAME";
    return Diagnostic.error("unknown-object", "the project has no object `" + name + "`")
        .hint(form);
  }
}
