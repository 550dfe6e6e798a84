package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.plan.FailurePolicy;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.Target;
import java.util.ArrayList;
import java.util.List;

/** What stands above a plan: what it is for, where it goes, and what it was made from. */
final class PlanHeading {
  private final Page page;

  PlanHeading(Page page) {
    this.page = page;
  }

  /** Prints it. */
  void show(String title, Plan plan) {
    page.line(
        page.paint(Ink.BOLD, title + " of " + plan.project() + " in " + plan.environment())
            + (plan.protectedEnvironment() ? page.paint(Ink.YELLOW, "  (protected)") : ""));
    List<String[]> rows = new ArrayList<>();
    plan.target().ifPresent(target -> rows.add(new String[] {"target", describe(target)}));
    rows.add(new String[] {"namespace", plan.namespace()});
    rows.add(new String[] {"release", release(plan)});
    if (plan.onFailure() != FailurePolicy.STOP) {
      rows.add(new String[] {"on failure", plan.onFailure().word()});
    }
    if (!plan.tools().isEmpty()) {
      rows.add(new String[] {"tools", String.join(", ", entries(plan.tools(), " "))});
    }
    if (!plan.inputs().isEmpty()) {
      rows.add(new String[] {"inputs", String.join(", ", entries(plan.inputs(), " = "))});
    }
    plan.overrides()
        .forEach(
            override ->
                rows.add(
                    new String[] {
                      "override",
                      override.path()
                          + " = "
                          + Leaves.shorten(Leaves.text(override.value()), 0, 60)
                          + "  (from "
                          + override.origin()
                          + ")"
                    }));
    rows.forEach(row -> page.line("  " + page.paint(Ink.DIM, pad(row[0])) + page.text(row[1])));
    if (!plan.notes().isEmpty()) {
      page.blank();
      new HumanDiagnostics(page).show(plan.notes());
    }
  }

  private static String release(Plan plan) {
    if (plan.rollbackOf().isPresent() && plan.rollbackOf().equals(plan.base())) {
      return plan.base().get().toString();
    }
    if (plan.rollbackOf().isPresent()) {
      return "back to " + plan.rollbackOf().get() + plan.base().map(b -> ", from " + b).orElse("");
    }
    return plan.base().map(number -> "after " + number).orElse("the first one");
  }

  private static String describe(Target target) {
    StringBuilder text = new StringBuilder(target.context().orElse("cluster"));
    text.append(" at ").append(target.server());
    target.version().ifPresent(version -> text.append(", Kubernetes ").append(version));
    return text.append(" (").append(target.clusterId()).append(")").toString();
  }

  private static List<String> entries(java.util.Map<String, String> map, String between) {
    return map.entrySet().stream().map(e -> e.getKey() + between + e.getValue()).toList();
  }

  private static String pad(String label) {
    return "%-12s".formatted(label);
  }
}
