package io.deployctl.providers.kubernetes.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.Permission;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an account may do, as a server tells it. */
class ClusterRightsTest {
  private static final Permission PATCH =
      new Permission("patch", "apps", "deployments", "shop", "api");
  private static final Permission LOGS = new Permission("get", "", "pods/log", "shop", "");
  private static final Permission NODES = new Permission("list", "", "nodes", "", "");

  private final ReviewingCluster cluster = new ReviewingCluster();
  private final ClusterRights rights = new ClusterRights(() -> cluster);

  @Test
  void manyPermissionsOfANamespaceAreOneRequest() {
    cluster.rules(
        "shop",
        false,
        """
        {"verbs": ["get", "patch"], "apiGroups": ["apps"], "resources": ["deployments"],
         "resourceNames": ["api"]},
        {"verbs": ["*"], "apiGroups": [""], "resources": ["*/log"]}
        """);
    List<Permission> many = new ArrayList<>(List.of(PATCH, LOGS));
    for (int i = 0; i < 1000; i++) {
      many.add(new Permission("patch", "apps", "deployments", "shop", "other-" + i));
    }

    assertThat(rights.missing(many)).hasSize(1000).doesNotContain(PATCH, LOGS);
    assertThat(cluster.requests()).containsExactly("SelfSubjectRulesReview shop");
    assertThat(rights.missing(List.of(PATCH))).isEmpty();
    assertThat(cluster.requests()).as("the answer is kept").hasSize(1);
  }

  @Test
  void ruleForNamesGrantsNothingOfTheWholeKind() {
    cluster.rules(
        "shop",
        false,
        """
        {"verbs": ["patch"], "apiGroups": ["apps"], "resources": ["deployments"],
         "resourceNames": ["api"]}
        """);
    Permission any = new Permission("patch", "apps", "deployments", "shop", "");

    assertThat(rights.missing(List.of(PATCH, any))).containsExactly(any);
  }

  @Test
  void rulesOfANamespaceSayNothingOfTheWholeCluster() {
    cluster.rules(
        "shop", false, "{\"verbs\": [\"*\"], \"apiGroups\": [\"*\"], \"resources\": [\"*\"]}");

    assertThat(rights.missing(List.of(PATCH, NODES))).containsExactly(NODES);
  }

  @Test
  void whereNotAllRulesAreListedWhatIsNotAmongThemIsAskedOneByOne() {
    cluster.rules(
        "shop",
        true,
        "{\"verbs\": [\"get\"], \"apiGroups\": [\"\"], \"resources\": [\"pods/log\"]}");
    cluster.allows(PATCH);
    Permission denied = new Permission("delete", "apps", "deployments", "shop", "api");

    assertThat(rights.missing(List.of(PATCH, LOGS, denied))).containsExactly(denied);
    assertThat(cluster.requests())
        .containsExactly(
            "SelfSubjectRulesReview shop",
            "SelfSubjectAccessReview delete deployments",
            "SelfSubjectAccessReview patch deployments");
  }

  @Test
  void whoMayNotAskFindsOutByDoing() {
    cluster.refuseReviews();

    assertThat(rights.missing(List.of(PATCH, NODES))).isEmpty();
    assertThat(rights.account()).isEmpty();
  }
}
