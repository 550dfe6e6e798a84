package io.deployctl.providers.kubernetes.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.Duty;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Permission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Permissions as rules. */
class RoleMakerTest {
  @Test
  void objectsThatShareTheirVerbsShareARule() {
    List<Role> roles =
        RoleMaker.of(
            List.of(
                need("get", "configmaps", "shop", "b"),
                need("patch", "configmaps", "shop", "b"),
                need("patch", "configmaps", "shop", "a"),
                need("get", "configmaps", "shop", "a"),
                need("get", "secrets", "shop", "a")));

    assertThat(roles).singleElement().extracting(Role::namespace).isEqualTo("shop");
    assertThat(roles.get(0).rules())
        .extracting(Role.Rule::resources, Role.Rule::names, Role.Rule::verbs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                List.of("configmaps"), List.of("a", "b"), List.of("get", "patch")),
            org.assertj.core.groups.Tuple.tuple(List.of("secrets"), List.of("a"), List.of("get")));
  }

  @Test
  void whatAnyObjectMayBeDoneToIsNotSaidAgainForOne() {
    List<Role> roles =
        RoleMaker.of(
            List.of(
                need("get", "secrets", "shop", "index"),
                need("update", "secrets", "shop", "index"),
                need("get", "secrets", "shop", "")));

    assertThat(roles.get(0).rules())
        .extracting(Role.Rule::names, Role.Rule::verbs)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(List.of(), List.of("get")),
            org.assertj.core.groups.Tuple.tuple(List.of("index"), List.of("update")));
  }

  @Test
  void pathsAndWhatBelongsToNoNamespaceAreInAClusterRole() {
    List<Role> roles =
        RoleMaker.of(
            List.of(
                need("get", "/metrics", "", ""),
                need("get", "namespaces", "", "shop"),
                need("list", "pods", "shop", "")));

    assertThat(roles).extracting(Role::namespace).containsExactly("", "shop");
    assertThat(roles.get(0).rules().get(0).paths()).containsExactly("/metrics");
    assertThat(roles.get(0).rules().get(0).groups()).isEmpty();
  }

  private static Need need(String verb, String resource, String namespace, String name) {
    return new Need(
        new Permission(verb, "", resource, namespace, name), Set.of(Duty.APPLY), true, "why");
  }
}
