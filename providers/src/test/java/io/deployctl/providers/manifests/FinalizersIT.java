package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.StepResult;
import org.junit.jupiter.api.Test;

/** Deletions that somebody's finalizer holds back, on a real API server. */
class FinalizersIT extends RealCluster {
  @Test
  void failureNamesWhoSetTheFinalizerAndSinceWhenAndTakesNothingAway() throws Exception {
    environment.write("a.yaml", configMap("a", "a: '1'"));
    environment.write("b.yaml", configMap("b", "a: '1'"));
    environment.apply();
    hold("configmap", "a", "example.com/hold", "hold-operator");
    environment.remove("a.yaml");
    StepPlan prune = prune();

    StepResult result = environment.execute(environment.hurried(prune));

    Diagnostic problem = result.diagnostics().get(0);
    assertThat(problem.code()).isEqualTo("not-gone");
    assertThat(problem.summary()).startsWith("deleting ConfigMap " + namespace + "/a: ");
    assertThat(problem.details().get(0)).startsWith("is being deleted since 20");
    assertThat(problem.details().get(1))
        .isEqualTo("waits for the finalizer `example.com/hold`: `hold-operator` set it");
    assertThat(problem.hint().orElseThrow()).contains("what its log says");
    assertThat(result.gone()).isEmpty();
    assertThat(get("configmap", "a", "{.metadata.finalizers[0]}")).isEqualTo("example.com/hold");

    assertThat(prune().effects().get(0).notes()).isEqualTo(problem.details());
    environment.write("a.yaml", configMap("a", "a: '1'"));
    assertThat(environment.refusal().get(0).details()).isEqualTo(problem.details());
    environment.remove("a.yaml");
    letGo("configmap", "a");
    environment.apply();
    assertThat(environment.inventory().entries()).hasSize(1);
  }

  @Test
  void controllerOfACustomResourceIsToldByItsDomainAndByItsStatus() throws Exception {
    String group = "fin" + number() + ".example.com";
    environment.write(
        "a.yaml",
        definition(group)
            .replace("storage: true", "storage: true\n      subresources: {status: {}}")
            .replaceFirst(
                "properties:(\\s+)spec:",
                "properties:$1status: {type: object, properties: {ok: {type: boolean}}}$1spec:"));
    String held =
        widget(group).replace("{name: one}", "{name: one, finalizers: [" + group + "/cleanup]}");
    environment.write("b.yaml", held);
    environment.apply();
    kubectl.run(
        "-n",
        namespace,
        "patch",
        "widgets." + group,
        "one",
        "--subresource=status",
        "--type=merge",
        "--field-manager=widget-controller",
        "-p",
        "{\"status\":{\"ok\":true}}");
    environment.remove("b.yaml");

    StepResult result = environment.execute(environment.hurried(prune()));

    assertThat(result.diagnostics().get(0).details())
        .contains(
            "waits for the finalizer `"
                + group
                + "/cleanup`: the controller of `"
                + group
                + "`; `widget-controller` writes the object's status");
    letGo("widgets." + group, "one");
  }

  @Test
  void replacementThatCannotDeleteMakesNothing() throws Exception {
    String config =
        "apiVersion: v1\nkind: ConfigMap\nimmutable: true\n"
            + "metadata: {name: x, annotations: {deployctl.io/replace: allow}}\ndata: {a: 'one'}\n";
    environment.write("x.yaml", config);
    environment.apply();
    hold("configmap", "x", "example.com/hold", "hold-operator");
    environment.write("x.yaml", config.replace("one", "two"));

    StepResult result = environment.execute(environment.hurried(environment.plan()));

    assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("not-gone");
    assertThat(get("configmap", "x", "{.data.a}")).isEqualTo("one");
    letGo("configmap", "x");
    environment.apply();
    assertThat(get("configmap", "x", "{.data.a}")).isEqualTo("two");
  }

  @Test
  void claimInUseNamesThePodsThatUseIt() throws Exception {
    environment.write("claim.yaml", claim("data", "deployctl.io/prune: allow"));
    environment.write("other.yaml", configMap("other", "a: '1'"));
    environment.apply();
    String node = kubectl.run("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
    kubectl.apply(
        namespace,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: user}
        spec:
          nodeName: NODE
          containers: [{name: c, image: "c:1"}]
          volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
        """
            .replace("NODE", node));
    environment.remove("claim.yaml");

    StepResult result = environment.execute(environment.hurried(prune()));

    assertThat(result.diagnostics().get(0).details())
        .contains(
            "waits for the finalizer `kubernetes.io/pvc-protection`: as long as a pod uses the"
                + " claim",
            "is used by Pod " + namespace + "/user");
    kubectl.run("-n", namespace, "delete", "pod", "user", "--grace-period=0", "--force");
  }

  @Test
  void namespaceThatDoesNotEndTellsWhatIsLeftInIt() throws Exception {
    String other = namespace + "-stuck";
    environment.write(
        "namespace.yaml",
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: "
            + other
            + ", annotations: {deployctl.io/prune: allow}}\n");
    environment.write("keeps.yaml", configMap("keeps", "a: '1'"));
    environment.apply();
    kubectl.apply(
        other,
        configMap("held", "a: '1'").replace("name: held", "name: held\n  finalizers: [a.b/c]"));
    environment.remove("namespace.yaml");
    environment.execute(environment.hurried(prune()));
    kubectl.run(
        "wait",
        "namespace/" + other,
        "--for=condition=NamespaceFinalizersRemaining",
        "--timeout=90s");

    StepResult result = environment.execute(environment.hurried(prune()));

    Diagnostic problem = result.diagnostics().get(0);
    assertThat(problem.summary()).startsWith("deleting Namespace " + other + ": ");
    assertThat(problem.details())
        .anyMatch(
            line -> line.startsWith("NamespaceContentRemaining: ") && line.contains("configmaps"))
        .anyMatch(
            line -> line.startsWith("NamespaceFinalizersRemaining: ") && line.contains("a.b/c"));
    environment.write(
        "x.yaml", configMap("x", "a: '1'").replace("name: x", "name: x\n  namespace: " + other));
    assertThat(environment.refusal().get(0).details()).anyMatch(line -> line.contains("a.b/c"));
    kubectl.run(
        "-n",
        other,
        "patch",
        "configmap",
        "held",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":null}}");
    kubectl.run("wait", "--for=delete", "namespace/" + other, "--timeout=90s");
  }

  private StepPlan prune() {
    StepPlan plan = environment.plan();
    return environment
        .ready(new Request.Prune(environment.inventory().unclaimed(plan.claims())))
        .plan();
  }

  private void hold(String kind, String name, String finalizer, String manager) throws Exception {
    kubectl.run(
        "-n",
        namespace,
        "patch",
        kind,
        name,
        "--type=merge",
        "--field-manager=" + manager,
        "-p",
        "{\"metadata\":{\"finalizers\":[\"" + finalizer + "\"]}}");
  }

  private void letGo(String kind, String name) throws Exception {
    kubectl.run(
        "-n",
        namespace,
        "patch",
        kind,
        name,
        "--type=merge",
        "-p",
        "{\"metadata\":{\"finalizers\":null}}");
  }
}
