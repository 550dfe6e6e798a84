package io.deployctl.providers.kubernetes.rights;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.plan.Permission;
import java.util.function.Predicate;

/**
 * What a SelfSubjectRulesReview answered: the rules of one account in one namespace. They are
 * matched as Kubernetes' own authorizer matches them.
 *
 * @param status the answer's status
 */
record GrantedRules(JsonNode status) {
  /** Returns whether an authorizer can't list its rules, so that one that is not here may hold. */
  boolean isIncomplete() {
    return status.path("incomplete").asBoolean(false);
  }

  /** Returns whether a rule grants the permission. */
  boolean grant(Permission wanted) {
    String rules = wanted.isForPath() ? "nonResourceRules" : "resourceRules";
    for (JsonNode rule : status.path(rules)) {
      if (wanted.isForPath() ? grantsPath(rule, wanted) : grants(rule, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean grants(JsonNode rule, Permission wanted) {
    int slash = wanted.resource().indexOf('/');
    String anyWithSubresource = slash < 0 ? "" : "*" + wanted.resource().substring(slash);
    return has(rule, "verbs", verb -> isAnyOr(verb, wanted.verb()))
        && has(rule, "apiGroups", group -> isAnyOr(group, wanted.group()))
        && has(
            rule,
            "resources",
            resource -> isAnyOr(resource, wanted.resource()) || resource.equals(anyWithSubresource))
        && (rule.path("resourceNames").isEmpty()
            || has(rule, "resourceNames", name -> name.equals(wanted.name())));
  }

  private static boolean grantsPath(JsonNode rule, Permission wanted) {
    return has(rule, "verbs", verb -> isAnyOr(verb, wanted.verb()))
        && has(rule, "nonResourceURLs", path -> covers(path, wanted.resource()));
  }

  private static boolean covers(String granted, String path) {
    return granted.equals("*")
        || granted.equals(path)
        || granted.endsWith("*") && path.startsWith(granted.substring(0, granted.length() - 1));
  }

  private static boolean isAnyOr(String granted, String wanted) {
    return granted.equals("*") || granted.equals(wanted);
  }

  private static boolean has(JsonNode rule, String key, Predicate<String> matching) {
    for (JsonNode one : rule.path(key)) {
      if (matching.test(one.asText())) {
        return true;
      }
    }
    return false;
  }
}
