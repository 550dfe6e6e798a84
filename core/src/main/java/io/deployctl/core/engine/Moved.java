package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.planfile.PlanFileHead;
import io.deployctl.core.planfile.SealedPlan;
import io.deployctl.core.planfile.SealedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Finds what differs between a sealed plan and the same plan made now. */
final class Moved {
  private static final String AGAIN =
      "look at what would change now: `deployctl plan --out FILE` makes a new plan";

  private final List<Diagnostic> found = new ArrayList<>();

  private Moved() {}

  /** Returns everything that differs; nothing means that the sealed plan still holds. */
  static List<Diagnostic> between(SealedPlan sealed, Prepared fresh) {
    Moved moved = new Moved();
    moved.compareSurroundings(sealed.head(), fresh.plan());
    if (moved.found.isEmpty()) {
      moved.compareSteps(sealed.steps(), fresh.steps());
    }
    return List.copyOf(moved.found);
  }

  /** Returns which tools are of another version than those that were planned with. */
  static List<Diagnostic> tools(Map<String, String> planned, Map<String, String> now) {
    Moved moved = new Moved();
    moved.compareTools(planned, now);
    return List.copyOf(moved.found);
  }

  private void compareSurroundings(PlanFileHead head, Plan plan) {
    if (!head.environmentUuid().equals(plan.environmentUuid())) {
      add("other-environment", "the environment was destroyed and made anew since");
    } else if (!head.base().equals(plan.base())) {
      add(
          "stale-plan",
          "the environment moved since the plan was made: it was at %s, and is at %s now"
              .formatted(release(head.base()), release(plan.base())));
    } else if (!head.configDigest().equals(plan.configDigest())) {
      add("stale-plan", "the project's values are not those that were planned with");
    }
    compareTools(head.tools(), plan.tools());
  }

  private void compareTools(Map<String, String> planned, Map<String, String> now) {
    TreeSet<String> names = new TreeSet<>(planned.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      if (!Objects.equals(planned.get(name), now.get(name))) {
        add(
            "other-tool-version",
            "the plan was made with %s %s, and here is %s"
                .formatted(
                    name,
                    planned.getOrDefault(name, "not used"),
                    Optional.ofNullable(now.get(name)).map(v -> name + " " + v).orElse("none")));
      }
    }
  }

  private void compareSteps(List<SealedStep> sealed, List<PreparedStep> fresh) {
    Map<StepId, SealedStep> before = new LinkedHashMap<>();
    sealed.forEach(step -> before.put(step.plan().step(), step));
    for (PreparedStep now : fresh) {
      SealedStep step = before.remove(now.id());
      if (step == null) {
        now.plan().effects().forEach(effect -> found.add(MovedEffect.added(effect).hint(AGAIN)));
        if (now.plan().effects().isEmpty()) {
          add("stale-plan", "step `" + now.id() + "` is not in the plan");
        }
      } else {
        compare(step, now);
      }
    }
    before
        .values()
        .forEach(step -> step.plan().effects().forEach(effect -> found.add(gone(effect))));
  }

  private void compare(SealedStep sealed, PreparedStep fresh) {
    StepPlan before = sealed.plan();
    StepPlan now = fresh.plan();
    Map<String, Effect> planned = new LinkedHashMap<>();
    before.effects().forEach(effect -> planned.put(effect.id(), effect));
    int differences = found.size();
    for (Effect effect : now.effects()) {
      Effect known = planned.remove(effect.id());
      if (known == null) {
        found.add(MovedEffect.added(effect).hint(AGAIN));
      } else {
        MovedEffect.changed(known, effect).ifPresent(moved -> found.add(moved.hint(AGAIN)));
      }
    }
    planned.values().forEach(effect -> found.add(gone(effect)));
    boolean same =
        before.provider().equals(now.provider())
            && before.payloadVersion() == now.payloadVersion()
            && before.claims().equals(now.claims())
            && before.waitsOn().equals(now.waitsOn())
            && before.deferred().equals(now.deferred())
            && before.inputs().equals(now.inputs())
            && sealed.identity().equals(fresh.planned().identity());
    if (!same && found.size() == differences) {
      add("stale-plan", "step `" + fresh.id() + "` is made from something else than was planned");
    }
  }

  private static Diagnostic gone(Effect effect) {
    return MovedEffect.gone(effect).hint(AGAIN);
  }

  private void add(String code, String summary) {
    found.add(Diagnostic.error(code, summary).hint(AGAIN));
  }

  private static String release(Optional<Integer> number) {
    return number.map(n -> "release " + n).orElse("no release");
  }
}
