package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.AdoptionRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(of("metadata: {uid: uid-1}", Optional.of(entry))).isInstanceOf(Ownership.Ours.class);
    assertThat(of("metadata: {uid: uid-2}", Optional.of(entry)))
        .isInstanceOf(Ownership.Adoptable.class);
  }

  @Test
  void kubectlsAndNobodysCanBeAdopted() {
    assertThat(of(managedBy("kubectl-client-side-apply", "Update")))
        .isEqualTo(new Ownership.Adoptable(List.of("kubectl-client-side-apply"), false));
    assertThat(of(managedBy("kubectl", "Apply")))
        .isEqualTo(new Ownership.Adoptable(List.of("kubectl"), false));
    assertThat(of(managedBy("kubectl-create", "Update")))
        .isEqualTo(new Ownership.Adoptable(List.of("kubectl-create"), false));
    assertThat(of("metadata: {name: x}")).isEqualTo(new Ownership.Adoptable(List.of(), false));
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
        "metadata: {labels: {app.kubernetes.io/instance: shop},"
            + " managedFields: [{manager: argocd-controller, operation: Update}]}"
            + " | Argo CD (application `shop`)",
        "metadata: {labels: {olm.owner: db.v1, olm.owner.namespace: operators}}"
            + " | the Operator Lifecycle Manager (`operators/db.v1`)",
        "metadata: {labels: {kapp.k14s.io/app: '1'}} | kapp (app `1`)",
        "metadata: {labels: {addonmanager.kubernetes.io/mode: Reconcile}}"
            + " | the cluster's addon manager",
        "metadata: {managedFields: [{manager: mine, operation: Apply, fieldsV1: {f:spec: {}}}]}"
            + " | whoever writes as `mine`"
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

  @Test
  void markThatWasCopiedFromAnotherObjectSaysNothing() {
    String copied =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
          annotations: {argocd.argoproj.io/tracking-id: 'app:apps/Deployment:shop/NAME'}
        """;

    assertThat(of(copied.replace("NAME", "other"))).isInstanceOf(Ownership.Adoptable.class);
    assertThat(of(copied.replace("NAME", "web")))
        .isInstanceOfSatisfying(
            Ownership.Foreign.class,
            foreign ->
                assertThat(foreign.hint())
                    .contains(
                        "`kubectl annotate deployment.apps/web -n shop"
                            + " argocd.argoproj.io/tracking-id-`"));
  }

  @Test
  void commonLabelAloneIsNobodysMark() {
    assertThat(of("metadata: {labels: {app.kubernetes.io/instance: shop}}"))
        .isInstanceOf(Ownership.Adoptable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"argocd-controller", "kustomize-controller", "deployctl:shop.staging"})
  void toolThatTookItsMarkOffHasLetGo(String manager) {
    assertThat(of(managedBy(manager, "Apply")))
        .isEqualTo(new Ownership.Adoptable(List.of(manager), false));
  }

  @Test
  void unknownManagerIsTakenFromWhereSomebodySaidSo() {
    String live =
        "metadata: {managedFields: [{manager: mine, operation: Update, fieldsV1: {f:data: {}}}]}";
    AdoptionRules rules = new AdoptionRules(Set.of(), Set.of("mine"), Optional.empty(), Set.of());

    assertThat(Ownership.of(Yaml.tree(live), ENVIRONMENT, Optional.empty(), rules))
        .isEqualTo(new Ownership.Adoptable(List.of("mine"), false));
  }

  @Test
  void objectOfAHelmReleaseIsTakenFromThatReleaseOnly() {
    String live =
        """
        metadata:
          labels: {app.kubernetes.io/managed-by: Helm}
          annotations: {meta.helm.sh/release-name: web, meta.helm.sh/release-namespace: shop}
        """;

    assertThat(fromHelm(live, "shop/web"))
        .isEqualTo(new Ownership.Adoptable(List.of("Helm release `shop/web`"), true));
    assertThat(fromHelm(live, "shop/other"))
        .isInstanceOfSatisfying(
            Ownership.Foreign.class,
            foreign -> assertThat(foreign.hint()).contains("--from-helm shop/web"));
  }

  private static Ownership fromHelm(String live, String release) {
    AdoptionRules rules = new AdoptionRules(Set.of(), Set.of(), Optional.of(release), Set.of());
    return Ownership.of(Yaml.tree(live), ENVIRONMENT, Optional.empty(), rules);
  }

  private static Ownership of(String live) {
    return of(live, Optional.empty());
  }

  private static Ownership of(String live, Optional<InventoryEntry> entry) {
    return Ownership.of(Yaml.tree(live), ENVIRONMENT, entry, AdoptionRules.DEFAULT);
  }
}
