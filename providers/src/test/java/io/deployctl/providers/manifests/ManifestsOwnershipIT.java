package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose objects and fields are, on a real API server: taking over, refusing, pruning. */
class ManifestsOwnershipIT extends RealCluster {
  @Test
  void removedManifestIsPrunedAndNothingElse() throws Exception {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("b.yaml", configMap("b", "b: '1'"));
    environment.apply();
    kubectl.apply(namespace, configMap("stranger", "x: '1'"));
    environment.remove("b.yaml");

    environment.apply();

    assertThat(environment.acts()).endsWith("delete ConfigMap " + namespace + "/b");
    assertThat(names("configmap")).contains("a", "stranger").doesNotContain("b");
    assertThat(environment.inventory().entries()).hasSize(1);
  }

  @Test
  void protectedKindsAndKeptObjectsAreNotPruned() throws Exception {
    environment.write("claim.yaml", claim("data", ""));
    environment.write("free.yaml", claim("free", "deployctl.io/prune: allow"));
    environment.write(
        "kept.yaml",
        configMap("kept", "a: '1'")
            .replace("name: kept", "name: kept\n  annotations: {deployctl.io/keep: 'true'}"));
    environment.write("stays.yaml", configMap("stays", "a: '1'"));
    environment.apply();
    for (String file : List.of("claim.yaml", "free.yaml", "kept.yaml")) {
      environment.remove(file);
    }
    StepPlan plan = environment.plan();
    Planned.Ready prune =
        environment.ready(new Request.Prune(environment.inventory().unclaimed(plan.claims())));

    assertThat(TestEnvironment.words(prune.plan()))
        .containsExactly("delete PersistentVolumeClaim " + namespace + "/free");
    assertThat(prune.plan().reversibility()).isEqualTo(Reversibility.ONE_WAY);
    assertThat(prune.notes())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "ConfigMap " + namespace + "/kept is kept: its annotation `deployctl.io/keep` says so",
            "PersistentVolumeClaim "
                + namespace
                + "/data is kept: a PersistentVolumeClaim is pruned only where it allows it");
  }

  @Test
  void prunedObjectThatWasMadeAgainBySomebodyIsLeftAlone() throws Exception {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("b.yaml", configMap("b", "b: '1'"));
    environment.apply();
    kubectl.run("-n", namespace, "delete", "configmap", "b");
    kubectl.apply(namespace, configMap("b", "mine: '1'"));
    environment.remove("b.yaml");

    environment.apply();

    assertThat(get("configmap", "b", "{.data.mine}")).isEqualTo("1");
    assertThat(environment.inventory().entries()).hasSize(1);
  }

  @Test
  void objectOfKubectlIsTakenOverWithAllItsFields() throws Exception {
    kubectl.apply(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    StepPlan plan = environment.plan();

    assertThat(plan.effects().get(0).notes())
        .containsExactly("take over from kubectl-client-side-apply");
    assertThat(changes(plan))
        .containsExactly(
            "data.old: 2 -> ",
            "metadata.labels[deployctl.io/env]:  -> " + environment.identity().uuid());
    environment.apply();
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
    assertThat(get("configmap", "settings", "{.metadata.annotations}")).isEmpty();
    assertThat(managers("configmap", "settings")).containsExactly("deployctl:shop.env-" + number());
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void objectThatIsAsItsManifestIsTakenOverWithoutAChange() throws Exception {
    kubectl.apply(namespace, configMap("settings", "a: '1'"));
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    StepPlan plan = environment.plan();

    assertThat(TestEnvironment.words(plan))
        .containsExactly("adopt ConfigMap " + namespace + "/settings");
    assertThat(changes(plan)).isEmpty();
    assertThat(plan.changesTarget()).isFalse();
    assertThat(plan.acts()).isTrue();
    environment.apply();
    assertThat(label("configmap", "settings")).isEqualTo(environment.identity().uuid());
    assertThat(get("configmap", "settings", "{.metadata.annotations}")).isEmpty();
    assertThat(environment.plan().effects()).isEmpty();
    environment.write("config.yaml", configMap("settings", "b: '1'"));
    environment.apply();
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"b\":\"1\"}");
  }

  @Test
  void objectAppliedServerSideByKubectlIsTakenOver() throws Exception {
    kubectl.applyServerSide(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '3'"));

    assertThat(changes(environment.plan())).contains("data.a: 1 -> 3", "data.old: 2 -> ");
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"3\"}");
    assertThat(managers("configmap", "settings")).containsExactly("deployctl:shop.env-" + number());
  }

  @Test
  void objectOfSomebodyElseIsRefusedWithItsOwner() throws Exception {
    refused(
        "argo",
        "annotations: {argocd.argoproj.io/tracking-id: 'shop:/ConfigMap:" + namespace + "/argo'}");
    refused("flux", "labels: {kustomize.toolkit.fluxcd.io/name: shop}");
    refused(
        "helm",
        "labels: {app.kubernetes.io/managed-by: Helm}\n"
            + "  annotations: {meta.helm.sh/release-name: r, meta.helm.sh/release-namespace: ns}");
    refused("other", "labels: {deployctl.io/env: another}");

    assertThat(environment.refusal())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "ConfigMap " + namespace + "/argo belongs to Argo CD (application `shop`)",
            "ConfigMap " + namespace + "/flux belongs to Flux (Kustomization `shop`)",
            "ConfigMap " + namespace + "/helm belongs to Helm release `ns/r`",
            "ConfigMap " + namespace + "/other belongs to another environment (another)");
    assertThat(environment.refusal())
        .allMatch(d -> d.position().isPresent() && d.hint().isPresent());
  }

  private void refused(String name, String metadata) throws Exception {
    String manifest = configMap(name, "a: '1'");
    kubectl.apply(
        namespace, manifest.replace("name: " + name, "name: " + name + "\n  " + metadata));
    environment.write(name + ".yaml", manifest);
  }

  @Test
  void driftNamesWhoMovedTheField() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    kubectl.run(
        "-n", namespace, "patch", "configmap", "settings", "-p", "{\"data\":{\"a\":\"moved\"}}");

    StepPlan plan = environment.plan();

    assertThat(changes(plan)).containsExactly("data.a: moved -> 1");
    FieldChange change = plan.effects().get(0).changes().get(0);
    assertThat(change.movedBy().orElseThrow().manager()).isEqualTo("kubectl-patch");
    environment.apply();
    assertThat(get("configmap", "settings", "{.data.a}")).isEqualTo("1");
  }

  @Test
  void replicasAreHandedToTheAutoscalerWithoutEverChanging() throws Exception {
    environment.write("web.yaml", DEPLOYMENT.replace("replicas: 2", "replicas: 3"));
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("3");
    assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");
    assertThat(environment.plan().effects()).isEmpty();

    kubectl.run("-n", namespace, "scale", "deployment", "web", "--replicas=7");
    assertThat(environment.plan().effects()).isEmpty();
    environment.write(
        "web.yaml", DEPLOYMENT.replace("replicas: 2", "replicas: 3").replace("1.27", "1.28"));
    assertThat(changes(environment.plan()))
        .containsExactly("spec.template.spec.containers[web].image: nginx:1.27 -> nginx:1.28");
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("7");
  }

  @Test
  void autoscalerThatComesLaterTakesTheReplicasOverAsTheyAre() throws Exception {
    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();
    assertThat(ownerOfReplicas()).containsExactly("deployctl:shop.env-" + number());
    environment.write("hpa.yaml", autoscaler());
    environment.write("web.yaml", DEPLOYMENT.replace("1.27", "1.28"));
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("2");
    assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");
    assertThat(get("deployment", "web", "{.metadata.generation}")).isEqualTo("2");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void objectThatMovedSinceThePlanIsLeftAlone() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    environment.write("config.yaml", configMap("settings", "a: '2'"));
    StepPlan plan = environment.plan();
    kubectl.run("-n", namespace, "delete", "configmap", "settings");
    kubectl.apply(namespace, configMap("settings", "mine: '1'"));

    assertThat(environment.execute(plan).diagnostics())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("moved"));
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"mine\":\"1\"}");
  }

  @Test
  void fieldOfAControllerIsRefusedWithItsName() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();
    kubectl.applyServerSideAs("some-operator", namespace, configMap("settings", "a: 'theirs'"));

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("field-conflict");
              assertThat(problem.details()).containsExactly(".data.a is owned by some-operator");
            });
  }

  @Test
  void deletionThatAFinalizerHoldsBackNamesTheFinalizer() throws Exception {
    environment.write(
        "a.yaml",
        configMap("a", "a: '1'").replace("name: a", "name: a\n  finalizers: [example.com/hold]"));
    environment.write("b.yaml", configMap("b", "a: '1'"));
    environment.apply();
    environment.remove("a.yaml");
    StepPlan plan = environment.plan();
    StepPlan prune =
        environment
            .ready(new Request.Prune(environment.inventory().unclaimed(plan.claims())))
            .plan();

    StepResult result = environment.execute(environment.hurried(prune));

    assertThat(result.diagnostics())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.details())
                    .contains(
                        "waits for the finalizer `example.com/hold`: the controller of"
                            + " `example.com`"));
    assertThat(result.gone()).isEmpty();
    kubectl.run(
        "-n",
        namespace,
        "patch",
        "configmap",
        "a",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":null}}");
  }
}
