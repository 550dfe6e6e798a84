package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Request;
import io.deployctl.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of the project about fields that others own, with others really changing them. */
class IgnoreRulesIT extends RealCluster {
  private static final String IMAGE = "{.spec.template.spec.containers[0].image}";
  private static final String MEMORY =
      "{.spec.template.spec.containers[0].resources.requests.memory}";
  private static final String RESOURCES = "spec.template.spec.containers[web].resources";
  private static final String SIZED =
      DEPLOYMENT.replace(
          "image: nginx:1.27",
          "image: nginx:1.27\n          resources: {requests: {memory: 64Mi}}");

  @Test
  void ignoredFieldIsMadeAsTheManifestSaysAndNeverResetAfterwards() throws Exception {
    ignore("Deployment", "web", RESOURCES);
    environment.write("web.yaml", SIZED);
    environment.apply();
    assertThat(get("deployment", "web", MEMORY)).isEqualTo("64Mi");
    assertThat(managers("deployment", "web")).contains("deployctl-handover");
    assertThat(environment.plan().effects()).isEmpty();

    kubectl.applyServerSideAs("vpa-updater", namespace, resources("256Mi"));
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(drift()).isEmpty();
    environment.write("web.yaml", SIZED.replace("64Mi", "128Mi"));
    assertThat(environment.plan().effects()).isEmpty();
    environment.write("web.yaml", SIZED.replace("nginx:1.27", "nginx:1.28"));
    assertThat(changes(environment.plan()))
        .containsExactly("spec.template.spec.containers[web].image: nginx:1.27 -> nginx:1.28");
    environment.apply();

    assertThat(get("deployment", "web", MEMORY)).isEqualTo("256Mi");
    assertThat(environment.remarks()).isEmpty();
  }

  @Test
  void ruleThatComesLaterLetsGoAtOnceAndChangesNothing() throws Exception {
    environment.write("web.yaml", SIZED);
    environment.apply();
    ignore("Deploy*", "*", "spec.template.spec.containers[name=web].image", "spec.replicas");

    StepPlan plan = environment.plan();

    assertThat(changes(plan)).isEmpty();
    assertThat(plan.effects().get(0).notes())
        .containsExactlyInAnyOrder(
            "leaves `spec.replicas` to others, as it is",
            "leaves `spec.template.spec.containers[web].image` to others, as it is");
    environment.apply();
    assertThat(get("deployment", "web", "{.metadata.generation}")).isEqualTo("1");
    assertThat(environment.plan().effects()).isEmpty();
    kubectl.run("-n", namespace, "set", "image", "deployment/web", "web=nginx:9");
    kubectl.run("-n", namespace, "scale", "deployment", "web", "--replicas=5");
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(drift()).isEmpty();
    environment.write("web.yaml", SIZED.replace("64Mi", "128Mi"));
    environment.apply();

    assertThat(get("deployment", "web", IMAGE)).isEqualTo("nginx:9");
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("5");
    assertThat(get("deployment", "web", MEMORY)).isEqualTo("128Mi");
  }

  @Test
  void secondHandoverKeepsTheFirst() throws Exception {
    environment.write("web.yaml", SIZED);
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    ignore("Deployment", "web", RESOURCES);
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("2");
    assertThat(get("deployment", "web", MEMORY)).isEqualTo("64Mi");
    assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void fieldComesBackWithTheRuleGoneAndLeavesWithTheManifest() throws Exception {
    ignore("ConfigMap", "settings", "data[log.level]");
    environment.write("config.yaml", configMap("settings", "a: '1'\n  log.level: info"));
    environment.apply();
    patch("{\"data\":{\"log.level\":\"debug\"}}");
    assertThat(environment.plan().effects()).isEmpty();

    environment.withoutSetting("ignore");
    assertThat(changes(environment.plan())).containsExactly("data[log.level]: debug -> info");
    environment.apply();
    assertThat(managers("configmap", "settings")).doesNotContain("deployctl-handover");
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    environment.apply();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void ruleOfManagersHoldsOnlyWhileTheyOwnTheField() throws Exception {
    rules(rule(Map.of("kind", text("ConfigMap"), "managers", texts("tuner-*"))));
    environment.write("config.yaml", configMap("settings", "a: '1'\n  b: '1'"));
    environment.apply();
    kubectl.applyServerSideAs("tuner-one", namespace, configMap("settings", "a: tuned"));
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(drift()).isEmpty();

    patch("{\"data\":{\"b\":\"moved\"}}");
    assertThat(changes(environment.plan())).containsExactly("data.b: moved -> 1");
    environment.apply();
    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"tuned\",\"b\":\"1\"}");
    kubectl.applyServerSideAs("kubectl", namespace, configMap("settings", "a: theirs"));

    assertThat(changes(environment.plan())).containsExactly("data.a: theirs -> 1");
  }

  @Test
  void rollbackToBeforeTheRuleLeavesWhatIsOthersNow() throws Exception {
    environment.write("web.yaml", SIZED);
    environment.apply();
    Restoration before = environment.restoration();
    ignore("Deployment", "web", RESOURCES);
    environment.write("web.yaml", SIZED.replace("nginx:1.27", "nginx:1.28"));
    environment.apply();
    kubectl.applyServerSideAs("vpa-updater", namespace, resources("256Mi"));

    StepPlan back = environment.apply(new Request.Restore(before));

    assertThat(changes(back))
        .containsExactly("spec.template.spec.containers[web].image: nginx:1.28 -> nginx:1.27");
    assertThat(get("deployment", "web", MEMORY)).isEqualTo("256Mi");
  }

  @Test
  void ruleThatNothingAnswersToIsAWarningAtItsPlace() {
    environment.write("web.yaml", SIZED);
    environment.apply();
    rules(
        rule(Map.of("kind", text("Deployment"), "fields", texts("spec.replicsa", "spec.replicas"))),
        rule(Map.of("kind", text("Deployment"), "name", text("wbe"), "fields", texts("spec.x"))),
        rule(Map.of("kind", text("Deployment"), "group", text("a*"), "managers", texts("vpa"))));
    environment.plan();

    assertThat(environment.remarks())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "no object of this `ignore` rule has the field `spec.replicsa`",
            "no object answers to this `ignore` rule: kind `Deployment`, name `wbe`");
  }

  @Test
  void partOfAFieldThatHasOneOwnerAsAWholeIsRefused() throws Exception {
    ignore("Deployment", "web", "spec.template.spec.nodeSelector.zone");
    environment.write(
        "web.yaml",
        SIZED.replace(
            "      containers:", "      nodeSelector: {zone: a, disk: ssd}\n      containers:"));

    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("not-ignorable");
              assertThat(problem.hint().orElseThrow())
                  .contains("Ignore `spec.template.spec.nodeSelector`");
            });
    ignore("Deployment", "web", "spec.template.spec.nodeSelector");
    environment.apply();
    kubectl.run(
        "-n",
        namespace,
        "patch",
        "deployment",
        "web",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"zone\":\"b\"}}}}}");
    assertThat(environment.plan().effects()).isEmpty();
  }

  private List<String> drift() {
    return TestEnvironment.words(
            environment.ready(new Request.Restore(environment.restoration())).plan())
        .toList();
  }

  private void patch(String patch) throws Exception {
    kubectl.run("-n", namespace, "patch", "configmap", "settings", "-p", patch);
  }

  private static String resources(String memory) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      template:
        spec:
          containers: [{name: web, resources: {requests: {memory: MEMORY}}}]
    """
        .replace("MEMORY", memory);
  }

  private void ignore(String kind, String name, String... fields) {
    rules(rule(Map.of("kind", text(kind), "name", text(name), "fields", texts(fields))));
  }

  private void rules(Value... rules) {
    environment.setting("ignore", new Value.Sequence(List.of(rules), Set.of()));
  }

  private static Value rule(Map<String, Value> entries) {
    return TestEnvironment.map(new LinkedHashMap<>(entries));
  }

  private static Value text(String text) {
    return TestEnvironment.text(text);
  }

  private static Value texts(String... texts) {
    return TestEnvironment.texts((Object[]) texts);
  }
}
