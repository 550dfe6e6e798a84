package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Ink;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Mover;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.value.Leaf;
import java.util.List;
import java.util.Optional;

/** Prints one effect: the object, then its fields before and after. */
final class EffectLines {
  private static final String FIELD = "          ";

  private final Page page;
  private final Verbosity verbosity;

  EffectLines(Page page, Verbosity verbosity) {
    this.page = page;
    this.verbosity = verbosity;
  }

  /** Prints the effect. */
  void show(Effect effect) {
    page.line(
        "      "
            + page.paint(ink(effect.verb()), effect.verb().symbol() + " " + effect.address())
            + notes(effect));
    if (effect.undo().reversibility() != Reversibility.REVERSIBLE) {
      page.line(
          "          "
              + page.paint(
                  Ink.YELLOW,
                  "! "
                      + effect.undo().reversibility().words()
                      + effect.undo().loss().map(loss -> ": " + loss).orElse("")));
    }
    if (effect.verb() == Verb.ADOPT && !effect.changes().isEmpty()) {
      page.line("          " + page.paint(Ink.DIM, "the next apply changes"));
    }
    List<FieldChange> shown = effect.changes().stream().filter(f -> isShown(effect, f)).toList();
    int width = shown.stream().mapToInt(field -> field.path().length()).max().orElse(0);
    shown.forEach(field -> field(field, Math.min(width, 48), FIELD));
    boolean named = shown.stream().anyMatch(f -> f.after().stream().anyMatch(EffectLines::waits));
    if (!effect.waitsOn().isEmpty() && !named) {
      page.line(
          "          " + page.paint(Ink.CYAN, "(waits on " + Words.list(effect.waitsOn()) + ")"));
    }
  }

  /** Prints what nothing is done with. */
  void show(Verdict verdict) {
    boolean refused = verdict.kind() == Verdict.Kind.REFUSED;
    page.line(
        "      "
            + page.paint(
                refused ? Ink.YELLOW : Ink.DIM, verdict.kind().symbol() + " " + verdict.address())
            + "  "
            + page.text(verdict.reason()));
    verdict.hint().ifPresent(hint -> page.line("          " + page.paint(Ink.DIM, hint)));
  }

  /** Returns the ink of what the verb does. */
  static Ink ink(Verb verb) {
    return switch (verb) {
      case CREATE -> Ink.GREEN;
      case UPDATE, RUN -> Ink.YELLOW;
      case REPLACE, DELETE -> Ink.RED;
      case READ, ADOPT -> Ink.CYAN;
    };
  }

  /** Of an object that comes or goes whole, only the fields that say more than that are shown. */
  private boolean isShown(Effect effect, FieldChange field) {
    boolean whole = effect.verb() == Verb.CREATE || effect.verb() == Verb.DELETE;
    return !whole
        || verbosity == Verbosity.VERBOSE
        || field.after().stream().anyMatch(EffectLines::waits);
  }

  private static boolean waits(Leaf leaf) {
    return leaf instanceof Leaf.Waiting;
  }

  private String notes(Effect effect) {
    return effect.notes().isEmpty()
        ? ""
        : "  " + page.paint(Ink.DIM, "(" + String.join("; ", effect.notes()) + ")");
  }

  private void field(FieldChange field, int width, String indent) {
    String path = page.text(field.path());
    if (Leaves.lines(field.before()).isPresent() || Leaves.lines(field.after()).isPresent()) {
      page.line(indent + path + moved(field));
      LineDiff.of(whole(field.before()), whole(field.after()))
          .forEach(line -> diffLine(line, indent));
    } else if (isLong(field)) {
      page.line(indent + path + moved(field));
      longValues(field, indent);
    } else {
      String padded = ("%-" + Math.max(1, width) + "s").formatted(path);
      page.line(indent + padded + "  " + change(field) + moved(field));
    }
  }

  /** Prints one field under another path, as far to the left as can be. */
  void field(FieldChange field, String path) {
    FieldChange named =
        new FieldChange(path, field.before(), field.after(), field.movedBy(), field.origin());
    field(named, path.length(), "  ");
  }

  private boolean isLong(FieldChange field) {
    return field.before().isPresent()
        && field.after().isPresent()
        && Leaves.text(field.before().get()).length() + Leaves.text(field.after().get()).length()
            > page.columns() - 40;
  }

  /** Shows one under the other, from shortly before the first character that differs. */
  private void longValues(FieldChange field, String indent) {
    String before = Leaves.text(field.before().orElseThrow());
    String after = Leaves.text(field.after().orElseThrow());
    int room = page.columns() - 16;
    int same = 0;
    while (same < Math.min(before.length(), after.length())
        && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    int from = Math.max(before.length(), after.length()) <= room ? 0 : Math.max(0, same - 20);
    diffLine("- " + Leaves.shorten(before, from, room), indent);
    diffLine("+ " + Leaves.shorten(after, from, room), indent);
  }

  private static String whole(Optional<Leaf> leaf) {
    return Leaves.lines(leaf).orElseGet(() -> leaf.map(Leaves::text).orElse(""));
  }

  private void diffLine(String line, String indent) {
    String indented = indent + "  " + line;
    if (line.startsWith("-")) {
      page.line(page.paint(Ink.RED, indented));
    } else if (line.startsWith("+")) {
      page.line(page.paint(Ink.GREEN, indented));
    } else {
      page.line(page.paint(Ink.DIM, indented));
    }
  }

  private String change(FieldChange field) {
    boolean secret =
        field.before().filter(Leaf.Sensitive.class::isInstance).isPresent()
            && field.after().filter(Leaf.Sensitive.class::isInstance).isPresent();
    if (secret) {
      return page.paint(Ink.YELLOW, "(secret changed)");
    }
    int limit = page.columns() - 20;
    String before =
        field.before().map(leaf -> Leaves.shorten(Leaves.text(leaf), 0, limit)).orElse("");
    String after =
        field.after().map(leaf -> Leaves.shorten(Leaves.text(leaf), 0, limit)).orElse("");
    if (before.isEmpty()) {
      return page.paint(Ink.GREEN, after);
    }
    if (after.isEmpty()) {
      return page.paint(Ink.RED, before + " → (gone)");
    }
    return page.paint(Ink.RED, before) + " → " + page.paint(Ink.GREEN, after);
  }

  private String moved(FieldChange field) {
    return field.movedBy().map(mover -> "  " + page.paint(Ink.DIM, moved(mover))).orElse("");
  }

  private static String moved(Mover mover) {
    return "(set by "
        + mover.manager()
        + mover.at().map(at -> " at " + Words.time(at)).orElse("")
        + ")";
  }
}
