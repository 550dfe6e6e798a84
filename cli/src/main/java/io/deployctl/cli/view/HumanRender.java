package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.value.Leaf;

/** Prints rendered objects as YAML documents. */
final class HumanRender {
  private final Page page;

  HumanRender(Page page) {
    this.page = page;
  }

  /** Prints them. */
  void show(RenderReport report) {
    for (RenderReport.Step step : report.steps()) {
      if (!step.shapeWaitsOn().isEmpty()) {
        String waits = Leaves.waits(new Leaf.Waiting(step.shapeWaitsOn()));
        comment("step " + step.name() + ", which objects there are: " + waits);
      }
      for (RenderReport.Item item : step.objects()) {
        page.line("---");
        comment("step " + step.name() + ", " + item.file());
        Yaml.text(item.shown()).lines().forEach(line -> page.line(page.text(line)));
      }
    }
  }

  private void comment(String text) {
    page.line(page.paint(Ink.DIM, "# " + text.replace('\n', ' ')));
  }
}
