package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import java.util.List;

/** Prints Roles as YAML documents to apply, with what each rule is for as a comment above it. */
final class HumanRbac {
  private final Page page;

  HumanRbac(Page page) {
    this.page = page;
  }

  /** Prints them. */
  void show(RbacReport report) {
    comment(
        "",
        "what deployctl needs for "
            + report.project()
            + " in "
            + report.environment()
            + " ("
            + report.duty()
            + ")");
    if (!report.namespaces().isEmpty()) {
      comment("", "namespaces that have to be there: " + String.join(", ", report.namespaces()));
    }
    if (report.readsOnly()) {
      comment("", "plans are approximate where objects differ: trying out takes create and patch");
    }
    comment("", "reading the server's version and kinds is granted to everybody by Kubernetes");
    report.items().forEach(this::show);
  }

  private void show(RbacReport.Item item) {
    page.line("---");
    lines(Yaml.text(item.tree()));
    if (!item.rules().isEmpty()) {
      page.line("rules:");
    }
    for (RbacReport.Rule rule : item.rules()) {
      rule.why().stream().filter(why -> !why.isEmpty()).forEach(why -> comment("  ", why));
      lines(Yaml.text(List.of(rule.tree())));
    }
  }

  private void lines(String yaml) {
    yaml.lines().forEach(line -> page.line(page.text(line)));
  }

  private void comment(String indent, String text) {
    page.line(page.paint(Ink.DIM, indent + "# " + text.replace('\n', ' ')));
  }
}
