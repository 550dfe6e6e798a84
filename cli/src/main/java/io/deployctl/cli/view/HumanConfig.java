package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.core.config.ConfigDifference;
import io.deployctl.core.config.ConfigEntry;
import io.deployctl.core.config.ConfigExplanation;
import io.deployctl.core.config.ConfigView;
import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.Origin;
import java.util.List;
import java.util.Optional;

/** Prints configuration for people. */
final class HumanConfig {
  private final Page page;

  HumanConfig(Page page) {
    this.page = page;
  }

  /** Prints all values as YAML. */
  void show(ConfigView view) {
    page.line(page.paint(Ink.DIM, "# " + view.environment()));
    Yaml.text(view.values()).lines().forEach(line -> page.line(page.text(line)));
  }

  /** Prints what each layer says, the one that wins first. */
  void explain(ConfigExplanation explanation) {
    if (explanation.entries().isEmpty()) {
      page.line(page.paint(Ink.BOLD, explanation.path().toString()) + " is removed by a null");
    }
    for (ConfigEntry entry : explanation.entries()) {
      page.line(page.paint(Ink.BOLD, entry.path() + " = " + entry.text()));
      entry.origins().stream()
          .skip(1)
          .forEach(origin -> page.line("  " + page.paint(Ink.DIM, "by " + origin.describe())));
    }
    page.blank();
    Table table = new Table("", "LAYER", "VALUE", "WHERE");
    for (int i = explanation.layers().size() - 1; i >= 0; i--) {
      LayerValue layer = explanation.layers().get(i);
      table.add(effect(layer.effect()), layer.layer(), layer.text(), layer.origin().describe());
    }
    table.show(page);
  }

  /** Prints the values that two environments do not share. */
  void difference(String left, String right, List<ConfigDifference> differences) {
    if (differences.isEmpty()) {
      page.line(left + " and " + right + " have the same values");
      return;
    }
    Table table =
        new Table(
            "PATH",
            left.toUpperCase(java.util.Locale.ROOT),
            right.toUpperCase(java.util.Locale.ROOT));
    for (ConfigDifference difference : differences) {
      table.add(difference.path().toString(), text(difference.left()), text(difference.right()));
    }
    table.show(page);
  }

  private static String text(Optional<ConfigEntry> entry) {
    return entry.map(HumanConfig::withPlace).orElse("-");
  }

  private static String withPlace(ConfigEntry entry) {
    Optional<Origin> origin = entry.origins().stream().findFirst();
    return entry.text() + origin.map(place -> "  (" + place.describe() + ")").orElse("");
  }

  private static String effect(LayerValue.Effect effect) {
    return switch (effect) {
      case WINS -> "wins";
      case MERGES -> "merges";
      case LOSES -> "";
      case REMOVES -> "removes";
    };
  }
}
