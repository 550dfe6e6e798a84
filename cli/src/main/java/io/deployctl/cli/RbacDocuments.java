package io.deployctl.cli;

import io.deployctl.cli.command.RbacQuestion;
import io.deployctl.cli.view.RbacReport;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.core.spi.Needs;
import io.deployctl.providers.kubernetes.rights.Role;
import io.deployctl.providers.kubernetes.rights.RoleMaker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes Roles, and bindings of them, of what a project needs. */
final class RbacDocuments {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private final Place place;
  private final RbacQuestion question;
  private final String name;

  RbacDocuments(Place place, RbacQuestion question) {
    this.place = place;
    this.question = question;
    this.name =
        String.join("-", "deployctl", place.project(), place.environment(), question.word());
  }

  /**
   * Returns the documents.
   *
   * @param asked what to tell of the cluster
   */
  RbacReport of(Needs needs, Optional<Diagnostic> asked) {
    if (!place.needsCluster()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
              "no-cluster", "`" + place.environment() + "` needs no cluster, and so no rights"));
    }
    List<Need> wanted =
        needs.permissions().stream()
            .filter(need -> question.duties().stream().anyMatch(need::isFor))
            .toList();
    List<RbacReport.Item> items = new ArrayList<>();
    List<Role> roles = RoleMaker.of(wanted);
    for (Role role : roles) {
      items.add(role(role));
      question.subject().ifPresent(subject -> items.add(binding(role, subject)));
    }
    List<String> namespaces =
        roles.stream().map(Role::namespace).filter(namespace -> !namespace.isEmpty()).toList();
    List<Diagnostic> notes = new ArrayList<>(needs.notes());
    asked.ifPresent(notes::add);
    boolean readsOnly = question.duties().equals(Set.of(Duty.PLAN));
    return new RbacReport(
        place.project(), place.environment(), question.word(), namespaces, readsOnly, items, notes);
  }

  private RbacReport.Item role(Role role) {
    Map<String, Object> tree = head(role, role.namespace().isEmpty() ? "ClusterRole" : "Role");
    List<RbacReport.Rule> rules =
        role.rules().stream().map(rule -> new RbacReport.Rule(tree(rule), rule.why())).toList();
    return new RbacReport.Item(tree, rules);
  }

  private static Map<String, Object> tree(Role.Rule rule) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (rule.paths().isEmpty()) {
      tree.put("apiGroups", rule.groups());
      tree.put("resources", rule.resources());
    } else {
      tree.put("nonResourceURLs", rule.paths());
    }
    if (!rule.names().isEmpty()) {
      tree.put("resourceNames", rule.names());
    }
    tree.put("verbs", rule.verbs());
    return tree;
  }

  private RbacReport.Item binding(Role role, RbacQuestion.Subject subject) {
    boolean ofTheCluster = role.namespace().isEmpty();
    Map<String, Object> tree = head(role, ofTheCluster ? "ClusterRoleBinding" : "RoleBinding");
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("apiGroup", GROUP);
    reference.put("kind", ofTheCluster ? "ClusterRole" : "Role");
    reference.put("name", name);
    tree.put("roleRef", reference);
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("kind", subject.kind());
    who.put("name", subject.name());
    if (subject.namespace().isPresent()) {
      who.put("namespace", subject.namespace().get());
    } else {
      who.put("apiGroup", GROUP);
    }
    tree.put("subjects", List.of(who));
    return new RbacReport.Item(tree, List.of());
  }

  private Map<String, Object> head(Role role, String kind) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", GROUP + "/v1");
    tree.put("kind", kind);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    if (!role.namespace().isEmpty()) {
      metadata.put("namespace", role.namespace());
    }
    tree.put("metadata", metadata);
    return tree;
  }
}
