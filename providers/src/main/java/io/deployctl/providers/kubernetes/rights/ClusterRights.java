package io.deployctl.providers.kubernetes.rights;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Permission;
import io.deployctl.core.spi.Rights;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Asks the API server what the account may do: all rules of a namespace in one request. Only where
 * the server says that it can't list all of them, it is asked about one permission after the other.
 */
public final class ClusterRights implements Rights {
  /**
   * Rules of the whole cluster hold in every namespace: in one that nobody has a Role in, they are
   * all that holds.
   */
  private static final String NOBODYS = "deployctl-no-such-namespace";

  private static final ApiResource RULES = review("SelfSubjectRulesReview");
  private static final ApiResource ACCESS = review("SelfSubjectAccessReview");
  private static final ApiResource SELF =
      new ApiResource("authentication.k8s.io/v1", "SelfSubjectReview", "selfsubjectreviews", false);

  private final Clusters clusters;
  private final Map<String, Optional<GrantedRules>> rules = new HashMap<>();
  private final Map<Permission, Boolean> asked = new HashMap<>();

  /** Makes one for the command's cluster, which it connects to at the first need. */
  public ClusterRights(Clusters clusters) {
    this.clusters = requireNonNull(clusters, "clusters is null");
  }

  @Override
  public synchronized List<Permission> missing(Collection<Permission> wanted) {
    List<Permission> missing = new ArrayList<>();
    for (Permission permission : new TreeSet<>(wanted)) {
      if (!isGranted(permission)) {
        missing.add(permission);
      }
    }
    return missing;
  }

  @Override
  public Optional<String> account() {
    try {
      ObjectNode answer = clusters.get().create(SELF, "", request(SELF));
      String name = answer.path("status").path("userInfo").path("username").asText("");
      return Optional.of(name).filter(text -> !text.isEmpty());
    } catch (ApiFailure unknown) {
      return Optional.empty();
    }
  }

  private boolean isGranted(Permission permission) {
    String namespace = permission.namespace().isEmpty() ? NOBODYS : permission.namespace();
    Optional<GrantedRules> found = rules.computeIfAbsent(namespace, this::read);
    if (found.isEmpty() || found.get().grant(permission)) {
      return true;
    }
    return found.get().isIncomplete() && asked.computeIfAbsent(permission, this::ask);
  }

  /** Who may not even ask finds out by doing. */
  private Optional<GrantedRules> read(String namespace) {
    ObjectNode request = request(RULES);
    request.withObjectProperty("spec").put("namespace", namespace);
    try {
      ObjectNode answer = clusters.get().create(RULES, "", request);
      return Optional.of(new GrantedRules(answer.path("status")));
    } catch (ApiFailure refused) {
      return Optional.empty();
    }
  }

  private boolean ask(Permission permission) {
    ObjectNode request = request(ACCESS);
    ObjectNode spec = request.withObjectProperty("spec");
    if (permission.isForPath()) {
      spec.putObject("nonResourceAttributes")
          .put("verb", permission.verb())
          .put("path", permission.resource());
    } else {
      ObjectNode attributes = spec.putObject("resourceAttributes");
      String[] resource = permission.resource().split("/", 2);
      attributes.put("verb", permission.verb()).put("group", permission.group());
      attributes.put("resource", resource[0]).put("namespace", permission.namespace());
      attributes.put("subresource", resource.length > 1 ? resource[1] : "");
      attributes.put("name", permission.name());
    }
    try {
      ObjectNode answer = clusters.get().create(ACCESS, "", request);
      return answer.path("status").path("allowed").asBoolean(true);
    } catch (ApiFailure unknown) {
      return true;
    }
  }

  private static ObjectNode request(ApiResource review) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("apiVersion", review.apiVersion())
        .put("kind", review.kind());
  }

  private static ApiResource review(String kind) {
    String plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
    return new ApiResource("authorization.k8s.io/v1", kind, plural, false);
  }
}
