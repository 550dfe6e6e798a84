package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.plan.Verdict;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.AdoptionRules;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Taking over what kubectl and others made, on a real API server. */
class AdoptionIT extends RealCluster {
  private static final Request ADOPT = new Request.Adopt(AdoptionRules.DEFAULT);

  @Test
  void appliedWorkloadIsTakenOverByAPlanThatChangesNothing() throws Exception {
    kubectl.apply(namespace, DEPLOYMENT);
    environment.write("web.yaml", DEPLOYMENT);

    StepPlan plan = environment.plan();

    assertThat(changes(plan)).isEmpty();
    assertThat(plan.effects()).extracting(Effect::verb).containsExactly(Verb.ADOPT);
    String pods = get("deployment", "web", "{.spec.template}");
    environment.apply();
    assertThat(get("deployment", "web", "{.spec.template}")).isEqualTo(pods);
    assertThat(managers("deployment", "web")).doesNotContain("kubectl-client-side-apply");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void createdWorkloadIsOursToTheLastFieldSoThatWhatLeavesTheManifestLeavesIt() throws Exception {
    String two =
        DEPLOYMENT.replace(
            "      containers:\n",
            "      containers:\n        - {name: side, image: 'busybox:1'}\n");
    kubectl.create(namespace, two);
    environment.write("web.yaml", two);
    assertThat(changes(environment.plan())).isEmpty();
    environment.apply();

    environment.write("web.yaml", DEPLOYMENT);
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.template.spec.containers[*].name}"))
        .isEqualTo("web");
  }

  @Test
  void fieldThatLeavesTheManifestGoesAsAfterKubectlsOwnUpgrade() throws Exception {
    String before = configMap("ours", "a: '1'\n  b: '2'").replace("ours", "NAME");
    String after = configMap("ours", "a: '1'").replace("ours", "NAME");
    kubectl.apply(namespace, before.replace("NAME", "theirs"));
    kubectl.apply(namespace, before.replace("NAME", "ours"));
    kubectl.applyServerSide(namespace, before.replace("NAME", "theirs"));
    environment.write("config.yaml", before.replace("NAME", "ours"));
    environment.apply(ADOPT);

    kubectl.applyServerSide(namespace, after.replace("NAME", "theirs"));
    environment.write("config.yaml", after.replace("NAME", "ours"));
    environment.apply();

    assertThat(get("configmap", "ours", "{.data}"))
        .isEqualTo(get("configmap", "theirs", "{.data}"))
        .isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void adoptingChangesNoContentAndSaysWhatTheNextApplyChanges() throws Exception {
    kubectl.apply(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '3'"));

    Planned.Ready planned = environment.ready(ADOPT);

    assertThat(changes(planned.plan())).containsExactly("data.a: 1 -> 3", "data.old: 2 -> ");
    assertThat(planned.plan().effects().get(0).notes())
        .containsExactly("from kubectl-client-side-apply");
    environment.apply(ADOPT);
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\",\"old\":\"2\"}");
    assertThat(label("configmap", "settings")).isEqualTo(environment.identity().uuid());
    assertThat(environment.ready(ADOPT).verdicts())
        .extracting(Verdict::kind)
        .containsExactly(Verdict.Kind.OURS);
    assertThat(changes(environment.plan())).containsExactly("data.a: 1 -> 3", "data.old: 2 -> ");
  }

  @Test
  void whatWasAdoptedCanBeGoneBackTo() throws Exception {
    kubectl.apply(namespace, DEPLOYMENT);
    kubectl.run("-n", namespace, "scale", "deployment", "web", "--replicas=5");
    kubectl.run("-n", namespace, "set", "env", "deployment/web", "C=3");
    kubectl.apply(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("web.yaml", DEPLOYMENT.replace("1.27", "1.28"));
    environment.write("config.yaml", configMap("settings", "a: '3'"));
    String pods = get("deployment", "web", "{.spec.template}");
    environment.apply(ADOPT);
    Restoration before = environment.restoration();

    environment.apply();
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("2");
    environment.apply(new Request.Restore(before));

    assertThat(get("deployment", "web", "{.spec.template}")).isEqualTo(pods);
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("5");
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\",\"old\":\"2\"}");
  }

  @Test
  void adoptionThatWasCutShortIsTakenUpAgain() throws Exception {
    kubectl.apply(namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '3'"));
    environment.apply(ADOPT);
    // Its label is on the object, and nothing else is known of that run.
    TestEnvironment again = environment("env-" + number());

    assertThat(again.ready(ADOPT).plan().effects().get(0).notes())
        .containsExactly("from a run that was cut short");
    again.apply(ADOPT);
    Restoration before = again.restoration();
    again.apply();
    again.apply(new Request.Restore(before));

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\",\"old\":\"2\"}");
  }

  @Test
  void podsAreKeptUntilTheirConfigurationChanges() throws Exception {
    String workload = DEPLOYMENT + "          envFrom: [{configMapRef: {name: settings}}]\n";
    kubectl.apply(namespace, workload);
    kubectl.apply(namespace, configMap("settings", "a: '1'"));
    environment.write("web.yaml", workload);
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    assertThat(changes(environment.plan())).isEmpty();
    environment.apply(ADOPT);
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(get("deployment", "web", "{.spec.template.metadata.annotations}")).isEmpty();

    environment.write("config.yaml", configMap("settings", "a: '2'"));
    environment.apply();
    assertThat(get("deployment", "web", "{.spec.template.metadata.annotations}"))
        .contains(Labels.CONFIG_TAG);
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void podsThatWouldReadAnotherConfigurationAreRestartedWithTheTakeover() throws Exception {
    String workload = DEPLOYMENT + "          envFrom: [{configMapRef: {name: settings}}]\n";
    kubectl.apply(namespace, workload);
    kubectl.apply(namespace, configMap("settings", "a: '1'"));
    environment.write("web.yaml", workload);
    environment.write("config.yaml", configMap("settings", "a: '2'"));

    assertThat(changes(environment.plan()))
        .anyMatch(change -> change.contains("spec.template.metadata.annotations"));
  }

  @Test
  void fieldsThatOthersSetBesideStayWhereTheManifestIsSilent() throws Exception {
    kubectl.create(namespace, configMap("settings", "a: '1'"));
    kubectl.run(
        "-n", namespace, "patch", "configmap", "settings", "-p", "{\"data\":{\"by-hand\":\"1\"}}");
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    assertThat(changes(environment.plan())).isEmpty();
    environment.apply();

    assertThat(get("configmap", "settings", "{.data.by-hand}")).isEqualTo("1");
    assertThat(managers("configmap", "settings")).contains("kubectl-patch");
  }

  @Test
  void kubectlUnderAnotherNameIsKnownByItsLastAppliedConfiguration() throws Exception {
    kubectl.applyAs("pipeline", namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    assertThat(environment.plan().effects().get(0).notes())
        .containsExactly("take over from pipeline");
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
    assertThat(get("configmap", "settings", "{.metadata.annotations}")).isEmpty();
  }

  @Test
  void unknownWriterIsTakenFromOnlyWhereSomebodySaysSo() throws Exception {
    kubectl.applyServerSideAs("pipeline", namespace, configMap("settings", "a: '1'\n  old: '2'"));
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    Verdict refused = environment.ready(ADOPT).verdicts().get(0);
    assertThat(refused.reason()).isEqualTo("belongs to whoever writes as `pipeline`");
    assertThat(refused.hint().orElseThrow()).contains("adopt --from-manager pipeline");
    assertThat(environment.refusal())
        .singleElement()
        .satisfies(d -> assertThat(d.code()).isEqualTo("owned-by-others"));

    environment.apply(
        new Request.Adopt(
            new AdoptionRules(Set.of(), Set.of("pipeline"), Optional.empty(), Set.of())));
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void claimIsTakenOverAlthoughItsSpecCanNotChange() throws Exception {
    kubectl.apply(namespace, claim("data", "a: b"));
    environment.write("claim.yaml", claim("data", "a: b"));

    assertThat(environment.plan().effects()).extracting(Effect::verb).containsExactly(Verb.ADOPT);
    environment.apply();

    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void hintsOfToolsWorkOnceTheyAreFollowed() throws Exception {
    String id = "'shop:/ConfigMap:" + namespace + "/argo'";
    marked("argo", "annotations: {argocd.argoproj.io/tracking-id: " + id + "}");
    marked("argolabel", "labels: {argocd.argoproj.io/instance: shop}");
    marked("argodefault", "labels: {app.kubernetes.io/instance: shop}");
    marked(
        "flux",
        "labels: {kustomize.toolkit.fluxcd.io/name: apps,"
            + " kustomize.toolkit.fluxcd.io/namespace: flux-system}");
    marked("helmflux", "labels: {helm.toolkit.fluxcd.io/name: apps}");
    marked("other", "labels: {deployctl.io/env: other}");

    List<Verdict> verdicts = environment.ready(ADOPT).verdicts();

    assertThat(verdicts)
        .extracting(Verdict::reason)
        .containsExactly(
            "belongs to Argo CD (application `shop`)",
            "belongs to Argo CD (application `shop`)",
            "belongs to Argo CD (application `shop`)",
            "belongs to Flux (Kustomization `flux-system/apps`)",
            "belongs to Flux (HelmRelease `apps`)",
            "belongs to another environment (other)");
    for (Verdict verdict : verdicts) {
      follow(verdict.hint().orElseThrow());
    }
    Planned.Ready again = environment.ready(ADOPT);
    assertThat(again.verdicts()).isEmpty();
    assertThat(again.plan().effects()).hasSize(6);
    environment.apply(ADOPT);
    assertThat(environment.plan().effects()).isEmpty();
  }

  /** Makes an object as Argo CD and Flux do: under their manager, with their mark. */
  private void marked(String name, String mark) throws Exception {
    String manifest = configMap(name, "a: '1'");
    String theirs = manifest.replace("name: " + name, "name: " + name + "\n  " + mark);
    if (name.startsWith("argo")) {
      kubectl.applyAs("argocd-controller", namespace, theirs);
    } else if (name.contains("flux")) {
      String manager = name.equals("flux") ? "kustomize-controller" : "helm-controller";
      kubectl.applyServerSideAs(manager, namespace, theirs);
    } else {
      kubectl.apply(namespace, theirs);
    }
    environment.write(name + ".yaml", manifest);
  }

  private void follow(String hint) throws Exception {
    int from = hint.indexOf("`kubectl ") + "`kubectl ".length();
    kubectl.run(hint.substring(from, hint.indexOf('`', from)).split(" "));
  }

  @Test
  void onlyNamedObjectsAreTakenAndTheRestOfTheStepStays() throws Exception {
    kubectl.apply(namespace, configMap("one", "a: '1'"));
    kubectl.apply(namespace, configMap("two", "a: '1'"));
    environment.write("one.yaml", configMap("one", "a: '1'"));
    environment.write("two.yaml", configMap("two", "a: '1'"));
    environment.write("three.yaml", configMap("three", "a: '1'"));

    environment.apply(
        new Request.Adopt(
            new AdoptionRules(Set.of("configmap/one"), Set.of(), Optional.empty(), Set.of())));

    assertThat(environment.inventory().entries()).hasSize(1);
    assertThat(label("configmap", "two")).isEmpty();
    assertThat(environment.ready(ADOPT).verdicts())
        .extracting(Verdict::kind)
        .containsExactly(Verdict.Kind.OURS, Verdict.Kind.ABSENT);
    assertThat(TestEnvironment.words(environment.plan()))
        .containsExactlyInAnyOrder(
            "adopt ConfigMap " + namespace + "/two", "create ConfigMap " + namespace + "/three");
  }

  @Test
  void secretsAreNeverShownWhenTheyAreTakenOver() throws Exception {
    kubectl.run(
        "-n", namespace, "create", "secret", "generic", "key", "--from-literal=k=marked-secret");
    environment.write(
        "key.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {k: another-secret}\n");

    Planned.Ready planned = environment.ready(ADOPT);

    assertThat(planned.plan().effects().toString())
        .contains("data.k")
        .doesNotContain("marked-secret", "bWFya2VkLXNlY3JldA", "another-secret");
    environment.apply(ADOPT);
    assertThat(environment.restoration().payload().keySet())
        .anyMatch(name -> name.startsWith("secrets."))
        .doesNotContain("objects");
  }

  @Test
  void objectOfAnotherEnvironmentOfOursIsRefused() throws Exception {
    TestEnvironment other = environment("other-" + number());
    other.write("config.yaml", configMap("settings", "a: '1'"));
    other.apply();
    environment.write("config.yaml", configMap("settings", "a: '1'"));

    assertThat(environment.refusal())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "ConfigMap "
                + namespace
                + "/settings belongs to environment `shop.other-"
                + number()
                + "`");
  }
}
