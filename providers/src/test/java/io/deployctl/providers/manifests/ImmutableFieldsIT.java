package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Reversibility;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import org.junit.jupiter.api.Test;

/** Fields that can't be changed in place, class by class, on a real API server. */
class ImmutableFieldsIT extends RealCluster {
  @Test
  void selectorOfADeployment() throws Exception {
    String manifest = DEPLOYMENT.replace("{name: web}\n", "{name: web, ANNOTATIONS}\n");
    Effect effect =
        replaced("deployment", "web", manifest, "{app: web}", "{app: other}", "spec.selector");

    assertThat(effect.undo().loss().orElseThrow()).startsWith("its pods");
  }

  @Test
  void addressOfAService() throws Exception {
    String first = kubectl.run("get", "service", "kubernetes", "-o", "jsonpath={.spec.clusterIP}");
    String prefix = first.substring(0, first.lastIndexOf('.') + 1);
    String manifest =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web, ANNOTATIONS}
        spec:
          clusterIP: ADDRESS
          ports: [{port: 80}]
        """;
    String addressed = manifest.replace("ADDRESS", prefix + "77");
    Effect effect =
        replaced("service", "web", addressed, prefix + "77", prefix + "78", "spec.clusterIPs[0]");

    assertThat(effect.undo().loss().orElseThrow()).startsWith("its address");
    String headless = manifest.replace("ADDRESS", "None").replace("name: web", "name: other");
    replaced("service", "other", headless, "None", prefix + "79", "spec.clusterIP");
    replaced(
        "service",
        "third",
        headless.replace("name: other", "name: third"),
        "  clusterIP: None\n",
        "",
        "spec.clusterIP");
    assertThat(get("service", "third", "{.spec.clusterIP}")).startsWith("10.");
  }

  @Test
  void claimTemplatesOfAStatefulSetWhosePodsStay() throws Exception {
    String manifest =
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, ANNOTATIONS}
        spec:
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec: {containers: [{name: db, image: "db:1"}]}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources: {requests: {storage: 1Gi}}
        """;
    environment.write("x.yaml", manifest.replace("ANNOTATIONS", "annotations: {}"));
    environment.apply();
    kubectl.run("-n", namespace, "wait", "--for=create", "pod/db-0", "--timeout=90s");
    String pod = get("pod", "db-0", "{.metadata.uid}");

    Effect effect =
        replaced("statefulset", "db", manifest, "1Gi", "2Gi", "spec.volumeClaimTemplates");

    assertThat(effect.undo().loss().orElseThrow()).contains("its pods and their claims stay");
    assertThat(get("pod", "db-0", "{.metadata.uid}")).isEqualTo(pod);
  }

  @Test
  void storageClassOfAClaim() throws Exception {
    String manifest =
        claim("data", "")
            .replace("annotations: {}", "ANNOTATIONS")
            .replace("accessModes", "storageClassName: one\n  accessModes");
    Effect effect =
        replaced(
            "persistentvolumeclaim",
            "data",
            manifest,
            "Name: one",
            "Name: two",
            "spec.storageClassName");

    assertThat(effect.undo().reversibility()).isEqualTo(Reversibility.ONE_WAY);
    assertThat(effect.undo().loss()).contains("the data in it");
  }

  @Test
  void dataOfAnImmutableSecretAndConfigMap() throws Exception {
    String config =
        "apiVersion: v1\nkind: ConfigMap\nimmutable: true\nmetadata: {name: x, ANNOTATIONS}\n"
            + "data: {a: 'one'}\n";
    replaced("configmap", "x", config, "one", "two", "data");
    String secret =
        "apiVersion: v1\nkind: Secret\nimmutable: true\nmetadata: {name: x, ANNOTATIONS}\n"
            + "stringData: {a: 'hidden-one'}\n";
    Effect effect = replaced("secret", "x", secret, "hidden-one", "hidden-two", "data");

    assertThat(effect.toString()).doesNotContain("hidden", "aGlkZGVu");
  }

  @Test
  void roleOfABinding() throws Exception {
    String manifest =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: x, ANNOTATIONS}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: one}
        subjects: [{kind: ServiceAccount, name: default}]
        """;
    Effect effect = replaced("rolebinding", "x", manifest, "name: one", "name: two", "roleRef");

    assertThat(effect.undo().loss().orElseThrow()).startsWith("the rights");
  }

  @Test
  void parametersAndProvisionerOfAStorageClass() throws Exception {
    String manifest =
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: NAMESPACE, ANNOTATIONS}
        provisioner: one.example.com
        parameters: {a: one}
        """
            .replace("NAMESPACE", namespace);
    replaced("storageclass", namespace, manifest, "a: one", "a: two", "parameters");
    environment.remove("x.yaml");
    String other = manifest.replace(namespace, namespace + "-b");
    replaced("storageclass", namespace + "-b", other, "one.ex", "two.ex", "provisioner");
  }

  @Test
  void fieldThatACustomKindMakesImmutable() throws Exception {
    String group = "imm" + number() + ".example.com";
    environment.write(
        "definition.yaml",
        definition(group)
            .replace(
                "size: {type: integer}",
                "size: {type: integer, x-kubernetes-validations: [{rule: self == oldSelf, message:"
                    + " size is immutable}]}"));
    environment.write("x.yaml", widget(group));
    environment.apply();
    String manifest = widget(group).replace("{name: one}", "{name: one, ANNOTATIONS}");

    replaced("widgets." + group, "one", manifest, "size: 3", "size: 4", "spec.size");
  }

  @Test
  void templateOfAJobIsAnotherJob() throws Exception {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: "m:1"}]}}}
        """;
    environment.write("x.yaml", job);
    environment.apply();
    String first = names("job").get(0);
    environment.write("x.yaml", job.replace("m:1", "m:2"));

    StepPlan plan = environment.apply();

    assertThat(plan.effects()).extracting(Effect::verb).containsExactly(Verb.CREATE);
    assertThat(names("job")).hasSize(1).doesNotContain(first);
  }

  /** Has the change refused by its field, and then made where the object allows it. */
  private Effect replaced(
      String kind, String name, String manifest, String from, String to, String field)
      throws Exception {
    environment.write("x.yaml", manifest.replace("ANNOTATIONS", "annotations: {}"));
    environment.apply();
    String uid = get(kind, name, "{.metadata.uid}");
    String changed = manifest.replace(from, to);
    environment.write("x.yaml", changed.replace("ANNOTATIONS", "annotations: {}"));
    assertThat(environment.refusal())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).as(problem.toString()).isEqualTo("immutable-field");
              assertThat(problem.summary()).endsWith("can't be changed in place: " + field);
              assertThat(problem.hint().orElseThrow()).contains("what is lost then: ");
              assertThat(problem.toString()).doesNotContain("hidden-two");
            });
    environment.write(
        "x.yaml", changed.replace("ANNOTATIONS", "annotations: {deployctl.io/replace: allow}"));

    StepPlan plan = environment.apply();

    Effect effect =
        plan.effects().stream().filter(e -> e.verb() == Verb.REPLACE).findFirst().orElseThrow();
    assertThat(effect.notes())
        .containsExactly("deleted and made again: " + field + " can't be changed");
    assertThat(effect.undo().loss()).isPresent();
    assertThat(get(kind, name, "{.metadata.uid}")).isNotEqualTo(uid);
    assertThat(environment.plan().effects()).isEmpty();
    assertThat(environment.ready(new io.deployctl.core.spi.Request.Deploy()).notes())
        .noneMatch(Diagnostic::isError);
    return effect;
  }
}
