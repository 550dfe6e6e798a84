package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedChange;
import io.deployctl.core.value.LayerValue;
import io.deployctl.core.value.LayeredValue;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValueUse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints where a change comes from: the place that made it, and the values that went in. */
final class HumanOrigin {
  private static final int MOST = 40;

  private final Page page;
  private final EffectLines fields;
  private final Map<Origin, LayeredValue> layers = new LinkedHashMap<>();

  HumanOrigin(Page page, Plan plan) {
    this.page = page;
    this.fields = new EffectLines(page, Verbosity.VERBOSE);
    for (LayeredValue value : plan.values()) {
      value.layers().forEach(layer -> layers.put(layer.origin(), value));
    }
  }

  /** Prints the change: what is done, then for each field where it comes from. */
  void show(PlannedChange change) {
    String verb = change.effect().verb().symbol() + " " + change.address();
    page.line(
        page.paint(EffectLines.ink(change.effect().verb()), verb)
            + "  "
            + page.paint(Ink.DIM, change.effect().verb().word() + " in " + change.place()));
    boolean whole = change.fields().size() != 1;
    if (whole) {
      change.effect().origin().ifPresent(made -> made(made, "  "));
    }
    List<FieldChange> shown = change.fields().subList(0, Math.min(MOST, change.fields().size()));
    Set<ValueUse> used = new LinkedHashSet<>();
    for (FieldChange field : shown) {
      page.blank();
      fields.field(field, change.path(field));
      field.origin().ifPresent(made -> made(made, "    "));
      field.origin().ifPresent(made -> used.addAll(made.values()));
    }
    if (shown.size() < change.fields().size()) {
      page.blank();
      page.line(
          page.paint(
              Ink.DIM,
              "and "
                  + Words.count(change.fields().size() - shown.size(), "more field")
                  + "; name one to see it"));
    }
    values(used);
  }

  private void made(FieldOrigin made, String indent) {
    if (made.place().isPresent()) {
      String by = made.exact() ? made.kind().word() : made.kind().word() + " near";
      page.line(indent + page.paint(Ink.DIM, by) + " " + page.text(made.place().get().toString()));
    }
    made.remark().ifPresent(remark -> page.line(indent + page.paint(Ink.DIM, remark)));
    for (ValueUse use : made.values()) {
      page.line(indent + page.paint(Ink.DIM, role(use)) + " " + page.text(use.name()));
    }
  }

  private static String role(ValueUse use) {
    return switch (use.role()) {
      case VALUE -> "value";
      case CONDITION -> "there because of";
      case CANDIDATE -> "may come from";
    };
  }

  /** Prints each value once, with its chain of origins and what each layer says. */
  private void values(Set<ValueUse> used) {
    Set<String> shown = new LinkedHashSet<>();
    for (ValueUse use : used) {
      if (shown.add(use.name())) {
        page.blank();
        page.line(page.paint(Ink.BOLD, use.name()));
        use.origins().forEach(this::origin);
      }
    }
  }

  private void origin(Origin origin) {
    Optional<LayeredValue> value = Optional.ofNullable(layers.get(origin));
    if (value.isEmpty()) {
      page.line("  " + page.text(origin.describe()));
      return;
    }
    List<LayerValue> said = value.get().layers();
    page.line("  " + page.text(value.get().path().toString()) + page.paint(Ink.DIM, " is set by"));
    int width = said.stream().mapToInt(one -> one.layer().length()).max().orElse(0);
    for (int i = said.size() - 1; i >= 0; i--) {
      layer(said.get(i), width);
    }
  }

  private void layer(LayerValue said, int width) {
    boolean wins = said.effect() == LayerValue.Effect.WINS;
    String name = ("%-" + Math.max(1, width) + "s").formatted(said.layer());
    String text =
        "%s  %s  %s"
            .formatted(
                page.text(name),
                page.text(Leaves.shorten(said.text(), 0, 60)),
                page.text(said.origin().describe()));
    page.line(
        wins
            ? "  " + page.paint(Ink.GREEN, "▸ ") + text
            : "    " + page.paint(Ink.DIM, text + "  (" + effect(said.effect()) + ")"));
  }

  private static String effect(LayerValue.Effect effect) {
    return switch (effect) {
      case WINS -> "wins";
      case MERGES -> "a part of it";
      case LOSES -> "overridden";
      case REMOVES -> "removes it";
    };
  }
}
