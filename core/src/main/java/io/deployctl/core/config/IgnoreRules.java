package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.FieldPattern;
import io.deployctl.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules about fields that others own: the project's and a step's, beyond what a schema can say. */
final class IgnoreRules {
  private static final String KEY = "ignore";

  private IgnoreRules() {}

  /** Returns those of a step's settings. */
  static Value.Sequence of(Value.Mapping settings) {
    return settings.entries().get(KEY) instanceof Value.Sequence rules
        ? rules
        : new Value.Sequence(List.of(), settings.origins());
  }

  /** Returns the settings with the project's rules before their own. */
  static Value.Mapping add(Value.Sequence project, Value.Mapping settings) {
    if (project.items().isEmpty()) {
      return settings;
    }
    Value.Sequence own = of(settings);
    List<Value> all = new ArrayList<>(project.items());
    all.addAll(own.items());
    Map<String, Value> entries = new LinkedHashMap<>(settings.entries());
    entries.put(KEY, new Value.Sequence(all, own.origins()));
    return new Value.Mapping(entries, settings.origins());
  }

  /** Checks that each rule says which fields, and that they can be read. */
  static void check(Value.Sequence rules, Diagnostics problems) {
    for (Value rule : rules.items()) {
      if (rule instanceof Value.Mapping mapping) {
        check(mapping, problems);
      }
    }
  }

  private static void check(Value.Mapping rule, Diagnostics problems) {
    List<Value> fields = items(rule.entries().get("fields"));
    if (fields.isEmpty() && items(rule.entries().get("managers")).isEmpty()) {
      Diagnostic empty =
          Diagnostic.error("invalid-rule", "an `ignore` rule names neither `fields` nor `managers`")
              .hint("Name the fields as plans show them, or the field managers that own them");
      problems.add(Values.place(rule).map(empty::at).orElse(empty));
    }
    for (Value field : fields) {
      unreadable(field).ifPresent(problems::add);
    }
  }

  private static Optional<Diagnostic> unreadable(Value field) {
    Optional<String> text = field instanceof Value.Scalar ? Values.text(field) : Optional.empty();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      FieldPattern.parse(text.get());
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      Diagnostic diagnostic =
          Diagnostic.error(
                  "invalid-rule",
                  "the field `" + text.get() + "` can't be ignored: " + wrong.getMessage())
              .hint(
                  "Write it as plans show it, such as"
                      + " `spec.template.spec.containers[app].resources`; a key with dots stands"
                      + " in brackets");
      return Optional.of(Values.place(field).map(diagnostic::at).orElse(diagnostic));
    }
  }

  private static List<Value> items(Value value) {
    if (value instanceof Value.Sequence sequence) {
      return sequence.items();
    }
    boolean single = value instanceof Value.Scalar scalar && scalar.data().isPresent();
    return single ? List.of(value) : List.of();
  }
}
