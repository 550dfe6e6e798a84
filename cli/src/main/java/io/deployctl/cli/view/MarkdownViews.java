package io.deployctl.cli.view;

import io.deployctl.core.plan.Plan;
import java.io.PrintStream;
import java.util.Optional;

/** What goes into a pull request: a plan as Markdown, everything else as people read it. */
public final class MarkdownViews extends ForwardingViews {
  private final PrintStream out;

  /**
   * Makes them.
   *
   * @param others what people read
   * @param out takes plans
   */
  public MarkdownViews(Views others, PrintStream out) {
    super(others);
    this.out = out;
  }

  @Override
  public void plan(PlanKind kind, Plan plan, Optional<String> next) {
    out.print(MarkdownPlan.of(kind, plan));
  }
}
