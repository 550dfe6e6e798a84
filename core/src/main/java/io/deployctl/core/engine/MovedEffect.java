package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Mover;
import io.deployctl.core.value.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says how one effect differs from the one that was sealed, and who made the difference. */
final class MovedEffect {
  private static final String CODE = "moved";

  private MovedEffect() {}

  /** Returns that something would be done that was not planned. */
  static Diagnostic added(Effect effect) {
    Diagnostic moved =
        Diagnostic.error(
            CODE,
            "%s is not as the plan found it: it would be %s now as well"
                .formatted(effect.address(), past(effect)));
    for (FieldChange change : effect.changes()) {
      moved = moved.detail(change.path() + ": " + found(change) + by(change));
    }
    return moved;
  }

  /** Returns that something that was planned would not be done any more. */
  static Diagnostic gone(Effect effect) {
    return Diagnostic.error(
        CODE,
        "%s is not as the plan found it: there is nothing left to %s"
            .formatted(effect.address(), effect.verb().word()));
  }

  /** Returns how the effect differs, or empty where it does not. */
  static Optional<Diagnostic> changed(Effect sealed, Effect now) {
    List<String> lines = new ArrayList<>();
    if (sealed.verb() != now.verb()) {
      lines.add("planned to %s it, and would %s it now".formatted(word(sealed), word(now)));
    }
    Map<String, FieldChange> before = byPath(sealed);
    Map<String, FieldChange> after = byPath(now);
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (String path : paths) {
      line(path, before.get(path), after.get(path)).ifPresent(lines::add);
    }
    if (lines.isEmpty() && !sealed.precondition().equals(now.precondition())) {
      lines.add(precondition(sealed, now));
    }
    if (lines.isEmpty() && !sealed.undo().equals(now.undo())) {
      lines.add("undoing it would cost something else: " + now.undo().reversibility().words());
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Diagnostic moved = Diagnostic.error(CODE, now.address() + " is not as the plan found it");
    for (String text : lines) {
      moved = moved.detail(text);
    }
    return Optional.of(moved);
  }

  private static Optional<String> line(String path, FieldChange sealed, FieldChange now) {
    if (now == null) {
      return Optional.of(path + ": is already as it should be");
    }
    if (sealed == null) {
      return Optional.of(path + ": " + found(now) + by(now));
    }
    if (!sealed.before().equals(now.before())) {
      return Optional.of(
          "%s: was %s, is %s now%s"
              .formatted(path, text(sealed.before()), text(now.before()), by(now)));
    }
    return sealed.after().equals(now.after())
        ? Optional.empty()
        : Optional.of(
            "%s: would become %s instead of %s"
                .formatted(path, text(now.after()), text(sealed.after())));
  }

  private static String precondition(Effect sealed, Effect now) {
    Map<String, String> before =
        sealed.precondition().map(found -> (Map<String, String>) found.parts()).orElse(Map.of());
    Map<String, String> after =
        now.precondition().map(found -> (Map<String, String>) found.parts()).orElse(Map.of());
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return "it was changed or replaced since (" + String.join(", ", names) + " differ)";
  }

  private static String found(FieldChange change) {
    return "is %s now, where %s was planned".formatted(text(change.before()), text(change.after()));
  }

  private static String by(FieldChange change) {
    return change.movedBy().map(MovedEffect::by).orElse("");
  }

  private static String by(Mover mover) {
    return ", changed by " + mover.manager() + mover.at().map(at -> " at " + at).orElse("");
  }

  private static String past(Effect effect) {
    String word = word(effect);
    return word.equals("run") ? word : word.endsWith("e") ? word + "d" : word + "ed";
  }

  private static String word(Effect effect) {
    return effect.verb().word();
  }

  private static String text(Optional<Leaf> leaf) {
    if (leaf.isEmpty()) {
      return "absent";
    }
    if (leaf.get() instanceof Leaf.Literal literal) {
      return literal.data().map(data -> "`" + data + "`").orElse("null");
    }
    return leaf.get() instanceof Leaf.Sensitive ? "(secret)" : "(known later)";
  }

  private static Map<String, FieldChange> byPath(Effect effect) {
    return effect.changes().stream()
        .collect(
            Collectors.toMap(
                FieldChange::path, Function.identity(), (one, other) -> one, TreeMap::new));
  }
}
