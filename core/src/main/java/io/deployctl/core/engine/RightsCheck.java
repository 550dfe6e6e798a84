package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.Rights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out before the first act whether the account may do all of a plan. */
final class RightsCheck {
  private final EngineServices services;

  RightsCheck(EngineServices services) {
    this.services = services;
  }

  /** Returns why the plan can't be run by this account, if it can't. */
  Optional<Diagnostic> of(Plan plan) {
    if (!plan.acts()) {
      return Optional.empty();
    }
    Set<Permission> wanted = new TreeSet<>();
    plan.steps().forEach(step -> wanted.addAll(needs(step.plan())));
    Duty duty = duty(plan.mode());
    services.store().needs().stream()
        .filter(need -> need.essential() && need.isFor(duty))
        .map(Need::permission)
        .forEach(wanted::add);
    return missing(wanted, duty);
  }

  /** Returns what the account lacks of the needs of a duty, if it lacks something. */
  Optional<Diagnostic> of(Needs needs, Duty duty) {
    Set<Permission> wanted = new TreeSet<>();
    needs.permissions().stream()
        .filter(need -> need.essential() && need.isFor(duty))
        .map(Need::permission)
        .forEach(wanted::add);
    return missing(wanted, duty);
  }

  /**
   * Refuses a plan that this account can't run, before anything is touched.
   *
   * @throws DeployctlException naming every missing permission
   */
  void require(Plan plan) {
    refuse(of(plan));
  }

  /** Refuses a step that could only be planned on the way. */
  void require(StepPlan step, PlanMode mode) {
    refuse(missing(needs(step), duty(mode)));
  }

  private static void refuse(Optional<Diagnostic> missing) {
    if (missing.isPresent()) {
      throw new DeployctlException(
          ExitStatus.FAILED,
          List.of(
              missing.get(),
              Diagnostic.note("nothing-changed", "nothing was changed: not all could be done")));
    }
  }

  private Optional<Diagnostic> missing(Set<Permission> wanted, Duty duty) {
    Rights rights = services.rights();
    List<Permission> missing = wanted.isEmpty() ? List.of() : rights.missing(wanted);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String who = rights.account().map(name -> "`" + name + "`").orElse("this account");
    String count = missing.size() == 1 ? "1 permission" : missing.size() + " permissions";
    Diagnostic diagnostic =
        Diagnostic.error(
            "rights-missing", who + " lacks " + count + " that `" + duty.word() + "` needs");
    for (String line : lines(missing)) {
      diagnostic = diagnostic.detail(line);
    }
    String command = "deployctl rbac --env " + services.environment() + " --for " + duty.word();
    return Optional.of(
        diagnostic.hint("`" + command + "` prints Roles that grant all that is needed"));
  }

  private static Set<Permission> needs(StepPlan step) {
    Set<Permission> needs = new TreeSet<>();
    step.effects().forEach(effect -> needs.addAll(effect.needs()));
    return needs;
  }

  private static Duty duty(PlanMode mode) {
    return switch (mode) {
      // Who applies takes over.
      case DEPLOY, ADOPT -> Duty.APPLY;
      case ROLLBACK -> Duty.ROLLBACK;
      case DESTROY -> Duty.DESTROY;
    };
  }

  /** Returns a line for all objects of a kind and namespace that lack the same verbs. */
  static List<String> lines(List<Permission> missing) {
    Map<Permission, Set<String>> verbs = new LinkedHashMap<>();
    for (Permission one : missing) {
      Permission object =
          new Permission("", one.group(), one.resource(), one.namespace(), one.name());
      verbs.computeIfAbsent(object, key -> new TreeSet<>()).add(one.verb());
    }
    Map<String, List<String>> names = new LinkedHashMap<>();
    verbs.forEach(
        (object, some) ->
            names.computeIfAbsent(line(object, some), key -> new ArrayList<>()).add(object.name()));
    List<String> lines = new ArrayList<>();
    names.forEach(
        (line, of) -> {
          List<String> named = of.stream().filter(name -> !name.isEmpty()).toList();
          lines.add(named.isEmpty() ? line : line + ": " + String.join(", ", named));
        });
    return lines;
  }

  private static String line(Permission object, Set<String> verbs) {
    String where =
        object.namespace().isEmpty()
            ? "in the whole cluster"
            : "in namespace `" + object.namespace() + "`";
    String any = object.name().isEmpty() ? " (any)" : "";
    return where + ": " + String.join(", ", verbs) + " " + object.qualifiedResource() + any;
  }
}
