package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.InventoryEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {
  private static final EnvironmentIdentity ENVIRONMENT =
      new EnvironmentIdentity("shop", "production", "our-uuid");

  @Test
  void ourLabelOurManagerOrOurInventoryMakeItOurs() {
    assertThat(of("metadata: {labels: {deployctl.io/env: our-uuid}}"))
        .isInstanceOf(Ownership.Ours.class);
    assertThat(of(managedBy("deployctl:shop.production", "Apply")))
        .isInstanceOf(Ownership.Ours.class);
    InventoryEntry entry =
        new InventoryEntry(
            new ResourceId("", "ConfigMap", "a", "b"),
            "v1",
            new StepId("s"),
            Optional.of("uid-1"),
            Optional.empty(),
            Optional.empty());
    assertThat(Ownership.of(Yaml.tree("metadata: {uid: uid-1}"), ENVIRONMENT, Optional.of(entry)))
        .isInstanceOf(Ownership.Ours.class);
    assertThat(Ownership.of(Yaml.tree("metadata: {uid: uid-2}"), ENVIRONMENT, Optional.of(entry)))
        .isInstanceOf(Ownership.Adoptable.class);
  }

  @Test
  void kubectlsAndNobodysCanBeAdopted() {
    assertThat(of(managedBy("kubectl-client-side-apply", "Update")))
        .isEqualTo(
            new Ownership.Adoptable(
                List.of("kubectl-client-side-apply"), List.of("kubectl-client-side-apply")));
    assertThat(of(managedBy("kubectl", "Apply")))
        .isEqualTo(new Ownership.Adoptable(List.of("kubectl"), List.of("kubectl")));
    assertThat(of(managedBy("kubectl-create", "Update")))
        .isEqualTo(new Ownership.Adoptable(List.of("kubectl-create"), List.of()));
    assertThat(of("metadata: {name: x}")).isEqualTo(new Ownership.Adoptable(List.of(), List.of()));
  }

  @Test
  void helmsLabelWithoutAReleaseIsNobodys() {
    assertThat(of("metadata: {labels: {app.kubernetes.io/managed-by: Helm}}"))
        .isInstanceOf(Ownership.Adoptable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata: {labels: {deployctl.io/env: x}} | another environment (x)",
        "metadata: {labels: {argocd.argoproj.io/instance: shop}} | Argo CD (application `shop`)",
        "metadata: {labels: {kustomize.toolkit.fluxcd.io/name: k}} | Flux (Kustomization `k`)",
        "metadata: {labels: {helm.toolkit.fluxcd.io/name: h}} | Flux (HelmRelease `h`)",
        "metadata: {ownerReferences: [{kind: ReplicaSet, name: r, controller: true}]}"
            + " | ReplicaSet `r`",
        "metadata: {managedFields: [{manager: argocd-controller, operation: Apply}]}"
            + " | `argocd-controller`",
        "metadata: {managedFields: [{manager: 'deployctl:shop.staging', operation: Apply}]}"
            + " | `deployctl:shop.staging`"
      })
  void whatBelongsToOthersNamesThem(String live, String owner) {
    assertThat(of(live))
        .isInstanceOfSatisfying(
            Ownership.Foreign.class,
            foreign -> {
              assertThat(foreign.owner()).isEqualTo(owner);
              assertThat(foreign.hint()).isNotBlank();
            });
  }

  @Test
  void otherEnvironmentIsNamedByItsManager() {
    assertThat(
            of(
                """
                metadata:
                  labels: {deployctl.io/env: other}
                  managedFields: [{manager: 'deployctl:shop.staging', operation: Apply}]
                """))
        .isInstanceOfSatisfying(
            Ownership.Foreign.class,
            foreign -> assertThat(foreign.owner()).isEqualTo("environment `shop.staging`"));
  }

  private static String managedBy(String manager, String operation) {
    return "metadata: {managedFields: [{manager: '"
        + manager
        + "', operation: "
        + operation
        + "}]}";
  }

  private static Ownership of(String live) {
    return Ownership.of(Yaml.tree(live), ENVIRONMENT, Optional.empty());
  }
}
