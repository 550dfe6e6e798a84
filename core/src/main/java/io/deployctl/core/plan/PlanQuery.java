package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.StepPlace;
import io.deployctl.core.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds what somebody means in a plan: {@code Deployment api spec.replicas}, {@code Deployment
 * shop/api}, {@code spec.replicas}, {@code containers[0].image}. Kinds, names and steps are words
 * of their own; case does not matter, a field's path may lack its beginning or its end, and a
 * number stands for any item of a list.
 */
public final class PlanQuery {
  private static final int MOST_TOLD = 20;

  private final Plan plan;
  private final String text;

  /**
   * Makes one.
   *
   * @param text what somebody typed
   */
  public PlanQuery(Plan plan, String text) {
    this.plan = requireNonNull(plan, "plan is null");
    this.text = text.strip();
  }

  /**
   * Returns the one change that is meant.
   *
   * @throws DeployctlException when it fits nothing that the plan changes, with the nearest name,
   *     or several objects, with all of them
   */
  public PlannedChange find() {
    List<PlannedChange> all = changes();
    List<PlannedChange> best = new ArrayList<>();
    int rank = Integer.MAX_VALUE;
    for (PlannedChange change : all) {
      FieldWords words = FieldWords.of(change, text);
      OptionalInt found = words.rank();
      if (found.isPresent() && found.getAsInt() <= rank) {
        if (found.getAsInt() < rank) {
          best.clear();
          rank = found.getAsInt();
        }
        best.add(change.only(words.fields()));
      }
    }
    if (best.size() == 1) {
      return best.get(0);
    }
    throw DeployctlException.invalid(best.isEmpty() ? unknown(all) : ambiguous(best));
  }

  /** Returns what the plan changes, object by object. */
  private List<PlannedChange> changes() {
    List<PlannedChange> changes = new ArrayList<>();
    for (PlannedStage stage : plan.stages()) {
      for (PlannedStep step : stage.steps()) {
        StepPlace place = new StepPlace(stage.name(), step.step().name());
        step.plan().effects().stream()
            .filter(effect -> effect.verb().isAct())
            .forEach(effect -> changes.addAll(objects(place, effect)));
      }
    }
    return changes;
  }

  /** An effect on a release has fields of many objects, each under its object's address. */
  private static List<PlannedChange> objects(StepPlace place, Effect effect) {
    Map<String, List<FieldChange>> fields = new LinkedHashMap<>();
    if (effect.changes().isEmpty()) {
      fields.put(effect.address(), List.of());
    }
    for (FieldChange change : effect.changes()) {
      boolean inside = effect.resource().isEmpty() && change.path().contains(" ");
      String address =
          inside ? change.path().substring(0, change.path().lastIndexOf(' ')) : effect.address();
      fields.computeIfAbsent(address, key -> new ArrayList<>()).add(change);
    }
    return fields.entrySet().stream()
        .map(entry -> new PlannedChange(place, effect, entry.getKey(), entry.getValue()))
        .toList();
  }

  private Diagnostic unknown(List<PlannedChange> all) {
    Diagnostic unknown =
        Diagnostic.error("unknown-name", "the plan changes nothing that is called `" + text + "`");
    if (all.isEmpty()) {
      return unknown.detail("the plan changes nothing at all");
    }
    Set<String> known = new LinkedHashSet<>();
    for (PlannedChange change : all) {
      known.add(change.address());
      for (FieldChange field : change.fields()) {
        String path = change.path(field);
        known.add(path);
        known.add(change.address() + " " + path);
      }
    }
    return Suggestion.nearest(text, known)
        .map(near -> unknown.hint("Did you mean `" + near + "`?"))
        .orElse(unknown.hint("`deployctl plan -v` shows every field that changes"));
  }

  private Diagnostic ambiguous(List<PlannedChange> best) {
    Diagnostic several =
        Diagnostic.error(
            "ambiguous-name", "`" + text + "` is changed in " + best.size() + " objects");
    for (PlannedChange change : best.subList(0, Math.min(best.size(), MOST_TOLD))) {
      String field = change.fields().size() == 1 ? " " + change.path(change.fields().get(0)) : "";
      several = several.detail(change.address() + field);
    }
    if (best.size() > MOST_TOLD) {
      several = several.detail("and " + (best.size() - MOST_TOLD) + " more");
    }
    return several.hint("Name one of them");
  }
}
