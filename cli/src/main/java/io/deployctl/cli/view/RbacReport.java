package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an account has to be allowed to do for an environment.
 *
 * @param project the project's name
 * @param environment the environment's name
 * @param duty what the account does, in a word
 * @param namespaces the namespaces that the Roles are in, which have to be there first
 * @param readsOnly whether the account only reads
 * @param items the objects to apply, in order
 * @param notes what can't be told, and what else there is to know
 */
public record RbacReport(
    String project,
    String environment,
    String duty,
    List<String> namespaces,
    boolean readsOnly,
    List<Item> items,
    List<Diagnostic> notes) {
  /** Refuses nulls and copies. */
  public RbacReport {
    requireNonNull(project, "project is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(duty, "duty is null");
    namespaces = List.copyOf(namespaces);
    items = List.copyOf(items);
    notes = List.copyOf(notes);
  }

  /**
   * An object.
   *
   * @param tree all of it but its rules
   * @param rules its rules; none where it is a binding
   */
  public record Item(Map<String, Object> tree, List<Rule> rules) {
    /** Refuses nulls and copies the rules. */
    public Item {
      requireNonNull(tree, "tree is null");
      rules = List.copyOf(rules);
    }

    /** Returns all of it. */
    public Map<String, Object> whole() {
      Map<String, Object> whole = new LinkedHashMap<>(tree);
      if (!rules.isEmpty()) {
        whole.put("rules", rules.stream().map(Rule::tree).toList());
      }
      return whole;
    }
  }

  /**
   * A rule.
   *
   * @param tree the rule
   * @param why what it is for, a short text for each reason
   */
  public record Rule(Map<String, Object> tree, List<String> why) {
    /** Refuses nulls and copies the reasons. */
    public Rule {
      requireNonNull(tree, "tree is null");
      why = List.copyOf(why);
    }
  }
}
