package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How missing permissions are told. */
class RightsCheckTest {
  @Test
  void objectsThatLackTheSameAreOneLine() {
    assertThat(
            RightsCheck.lines(
                List.of(
                    new Permission("create", "", "secrets", "shop", ""),
                    new Permission("create", "apps", "deployments", "shop", "api"),
                    new Permission("patch", "apps", "deployments", "shop", "api"),
                    new Permission("create", "apps", "deployments", "shop", "web"),
                    new Permission("patch", "apps", "deployments", "shop", "web"),
                    new Permission("patch", "apps", "deployments", "shop", "old"),
                    new Permission("patch", "", "namespaces", "", "shop"))))
        .containsExactly(
            "in namespace `shop`: create secrets (any)",
            "in namespace `shop`: create, patch deployments.apps: api, web",
            "in namespace `shop`: patch deployments.apps: old",
            "in the whole cluster: patch namespaces: shop");
  }
}
