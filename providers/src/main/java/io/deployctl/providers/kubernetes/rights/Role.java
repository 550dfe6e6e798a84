package io.deployctl.providers.kubernetes.rights;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A Role, or a ClusterRole, with what each of its rules is for.
 *
 * @param namespace its namespace; empty for a ClusterRole
 * @param rules its rules
 */
public record Role(String namespace, List<Rule> rules) {
  /** Refuses nulls and copies. */
  public Role {
    requireNonNull(namespace, "namespace is null");
    rules = List.copyOf(rules);
  }

  /**
   * A rule.
   *
   * @param groups API groups; empty for paths
   * @param resources resources; empty for paths
   * @param names the objects that it is restricted to; empty for any
   * @param paths paths that are no resources
   * @param verbs what may be done
   * @param why what for, a short text for each reason
   */
  public record Rule(
      List<String> groups,
      List<String> resources,
      List<String> names,
      List<String> paths,
      List<String> verbs,
      List<String> why) {
    /** Copies. */
    public Rule {
      groups = List.copyOf(groups);
      resources = List.copyOf(resources);
      names = List.copyOf(names);
      paths = List.copyOf(paths);
      verbs = List.copyOf(verbs);
      why = List.copyOf(why);
    }
  }
}
