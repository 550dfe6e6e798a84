package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.FieldPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers which rules about fields of others were of use to the steps of a command. */
final class IgnoreUse {
  private final Map<IgnoreRule, Use> uses = new LinkedHashMap<>();

  /** How far a rule was of use. A rule that is not through is not judged. */
  private static final class Use {
    private final Set<FieldPattern> fields = new HashSet<>();
    private boolean object;
    private boolean open;
  }

  /** Notes a step's rules before it is planned. */
  synchronized void begin(List<IgnoreRule> rules) {
    rules.forEach(rule -> uses.computeIfAbsent(rule, one -> new Use()).open = true);
  }

  /** Notes that a rule is about an object, as it should be and as it is. */
  synchronized void use(IgnoreRule rule, JsonNode desired, Optional<? extends JsonNode> live) {
    Use use = uses.computeIfAbsent(rule, one -> new Use());
    use.object = true;
    for (FieldPattern field : rule.says().fields()) {
      // Of an object that is not there yet, others may still bring the field.
      if (live.isEmpty() || has(desired, field) || has(live.get(), field)) {
        use.fields.add(field);
      }
    }
  }

  /** Notes that a step is planned with all its objects known. */
  synchronized void end(List<IgnoreRule> rules) {
    rules.forEach(rule -> uses.computeIfAbsent(rule, one -> new Use()).open = false);
  }

  /** Returns a warning for each rule that no object, or no field, answers to. */
  synchronized List<Diagnostic> remarks() {
    List<Diagnostic> remarks = new ArrayList<>();
    uses.forEach(
        (rule, use) -> {
          if (!use.open && !use.object) {
            remarks.add(placed(rule, noObject(rule)));
          } else if (!use.open) {
            rule.says().fields().stream()
                .filter(field -> !use.fields.contains(field))
                .forEach(field -> remarks.add(placed(rule, noField(field))));
          }
        });
    return remarks;
  }

  private static boolean has(JsonNode tree, FieldPattern field) {
    return FieldDiff.leaves(tree).stream().anyMatch(leaf -> FieldMatch.covers(field, leaf.path()));
  }

  private static Diagnostic noObject(IgnoreRule rule) {
    return Diagnostic.warning(
            "useless-rule",
            "no object answers to this `ignore` rule: kind `"
                + rule.kind().text()
                + "`, name `"
                + rule.name().text()
                + "`")
        .hint("Check its spelling, or take it out");
  }

  private static Diagnostic noField(FieldPattern field) {
    return Diagnostic.warning(
            "useless-rule", "no object of this `ignore` rule has the field `" + field + "`")
        .hint("Write it as plans show it, or take it out");
  }

  private static Diagnostic placed(IgnoreRule rule, Diagnostic diagnostic) {
    return rule.position().map(diagnostic::at).orElse(diagnostic);
  }
}
