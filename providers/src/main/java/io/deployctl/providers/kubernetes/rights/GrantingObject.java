package io.deployctl.providers.kubernetes.rights;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Permission;
import io.deployctl.providers.kubernetes.client.ApiResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an object needs that itself grants something. Kubernetes lets nobody grant what they do not
 * hold: whoever writes a Role holds its rules, and whoever binds one holds them or may {@code bind}
 * it; to try out a binding before its Role is there, only the latter will do. Holding the rules is
 * less than the verb {@code escalate}, with which the Role could be written to grant anything.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping">Kubernetes'
 *     rule</a>
 */
public final class GrantingObject {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final ApiResource ROLES = new ApiResource(GROUP + "/v1", "Role", "roles", true);
  private static final ApiResource CLUSTER_ROLES =
      new ApiResource(GROUP + "/v1", "ClusterRole", "clusterroles", false);

  private final JsonNode object;
  private final String namespace;
  private final String address;

  /**
   * Makes one.
   *
   * @param object the object, whatever it is
   * @param namespace its namespace; empty where it has none
   */
  public GrantingObject(JsonNode object, String namespace) {
    this.object = object;
    this.namespace = namespace;
    String name = object.path("metadata").path("name").asText();
    String where = namespace.isEmpty() ? name : namespace + "/" + name;
    this.address = object.path("kind").asText() + " " + where;
  }

  /** Returns what it needs besides what every object needs; nothing where it grants nothing. */
  public List<Need> needs() {
    if (!object.path("apiVersion").asText().startsWith(GROUP + "/")) {
      return List.of();
    }
    return switch (object.path("kind").asText()) {
      case "Role", "ClusterRole" -> role();
      case "RoleBinding", "ClusterRoleBinding" -> binding();
      default -> List.of();
    };
  }

  private List<Need> role() {
    if (!object.path("aggregationRule").isMissingNode()) {
      // What it will come to grant is not known, so that it can't be held.
      String name = object.path("metadata").path("name").asText();
      return new NeedList(address + " aggregates rules of others")
          .must(NeedList.TRYING, CLUSTER_ROLES, "", name, "escalate")
          .list();
    }
    String why = "held, because " + address + " grants it";
    List<Need> needs = new ArrayList<>();
    for (JsonNode rule : object.path("rules")) {
      for (Permission permission : permissions(rule)) {
        needs.add(new Need(permission, NeedList.TRYING, true, why));
      }
    }
    return needs;
  }

  private List<Permission> permissions(JsonNode rule) {
    List<Permission> permissions = new ArrayList<>();
    for (String verb : texts(rule, "verbs")) {
      for (String path : texts(rule, "nonResourceURLs")) {
        permissions.add(new Permission(verb, "", path.equals("*") ? "/*" : path, "", ""));
      }
      for (String group : texts(rule, "apiGroups")) {
        for (String resource : texts(rule, "resources")) {
          for (String name : names(rule)) {
            permissions.add(new Permission(verb, group, resource, namespace, name));
          }
        }
      }
    }
    return permissions;
  }

  private List<Need> binding() {
    JsonNode reference = object.path("roleRef");
    boolean ofTheCluster = reference.path("kind").asText().equals("ClusterRole");
    String name = reference.path("name").asText();
    return new NeedList(address + " binds it")
        .must(NeedList.TRYING, ofTheCluster ? CLUSTER_ROLES : ROLES, namespace, name, "bind")
        .list();
  }

  private static Set<String> names(JsonNode rule) {
    Set<String> names = Set.copyOf(texts(rule, "resourceNames"));
    return names.isEmpty() ? Set.of("") : names;
  }

  private static List<String> texts(JsonNode rule, String key) {
    List<String> texts = new ArrayList<>();
    rule.path(key).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
