package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Request;
import org.junit.jupiter.api.Test;

/** Replicas between a manifest and an autoscaler on a real API server, watched all along. */
class AutoscalingIT extends RealCluster {
  private static final String SILENT = DEPLOYMENT.replace("  replicas: 2\n", "");

  @Test
  void handoverAndHandBackNeverPassThroughAnotherValue() throws Exception {
    environment.write("web.yaml", replicas(3));
    environment.apply();
    try (ReplicasWatch watch = new ReplicasWatch(cluster, namespace, "web")) {
      environment.write("hpa.yaml", autoscaler());
      environment.write("web.yaml", replicas(3).replace("1.27", "1.28"));
      environment.apply();
      assertThat(watch.upTo(version())).containsExactly(3);
      assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");

      scale(7);
      assertThat(environment.plan().effects()).isEmpty();
      environment.write("web.yaml", replicas(3).replace("1.27", "1.29"));
      environment.apply();
      assertThat(watch.upTo(version())).containsExactly(3, 7);

      environment.remove("hpa.yaml");
      environment.write("web.yaml", replicas(5).replace("1.27", "1.29"));
      StepPlan back = environment.plan();
      assertThat(TestEnvironment.words(back))
          .containsExactly(
              "delete HorizontalPodAutoscaler " + namespace + "/web",
              "update Deployment " + namespace + "/web");
      assertThat(changes(back)).containsExactly("spec.replicas: 7 -> 5");
      environment.apply();
      assertThat(environment.acts())
          .endsWith(
              "delete HorizontalPodAutoscaler " + namespace + "/web",
              "update Deployment " + namespace + "/web");

      assertThat(watch.upTo(version())).containsExactly(3, 7, 5);
      assertThat(ownerOfReplicas()).containsExactly(environment.identity().fieldManager());
      assertThat(names("hpa")).containsExactly("");
      assertThat(environment.plan().effects()).isEmpty();
    }
  }

  @Test
  void manifestThatBecomesSilentKeepsTheLiveNumber() throws Exception {
    environment.write("web.yaml", replicas(4));
    environment.apply();
    try (ReplicasWatch watch = new ReplicasWatch(cluster, namespace, "web")) {
      environment.write("web.yaml", SILENT.replace("1.27", "1.28"));
      StepPlan plan = environment.plan();
      assertThat(plan.effects().get(0).notes())
          .containsExactly("leaves `spec.replicas` to others, as it is");
      environment.apply();
      environment.write("hpa.yaml", autoscaler());
      environment.apply();
      scale(6);
      environment.remove("hpa.yaml");
      environment.write("web.yaml", SILENT.replace("1.27", "1.29"));
      environment.apply();

      assertThat(watch.upTo(version())).containsExactly(4, 6);
      assertThat(environment.plan().effects()).isEmpty();
    }
  }

  @Test
  void realAutoscalerThatScalesBetweenTwoPlansLeavesTheSecondPlanEmpty() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.write("hpa.yaml", autoscaler().replace("minReplicas: 1", "minReplicas: 4"));
    environment.apply();

    try (ReplicasWatch watch = new ReplicasWatch(cluster, namespace, "web")) {
      watch.awaitValue(4);
      assertThat(ownerOfReplicas()).contains("kube-controller-manager");
      assertThat(environment.plan().effects()).isEmpty();
      environment.write("web.yaml", replicas(2).replace("1.27", "1.28"));
      environment.apply();

      assertThat(watch.upTo(version())).endsWith(4).doesNotContain(1, 3);
      assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("4");
    }
  }

  @Test
  void autoscalerOfALaterStepOrOfSomebodyElseCountsOnceItIsLive() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.apply();
    TestEnvironment scaling = environment.step("scaling");
    scaling.write(
        "hpa.yaml",
        autoscaler()
            .replace("autoscaling/v2", "autoscaling/v1")
            .replaceAll("(?s)  metrics:.*", "  targetCPUUtilizationPercentage: 80\n"));
    scaling.apply();
    scale(5);

    assertThat(environment.plan().effects()).isEmpty();
    environment.write("web.yaml", replicas(2).replace("1.27", "1.28"));
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("5");
  }

  @Test
  void autoscalerThatMovedToALaterStepIsMadeAgainWhereTheNumberIsHandedBackMeanwhile()
      throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    scale(5);
    TestEnvironment scaling = environment.step("scaling");
    scaling.write("hpa.yaml", autoscaler());
    environment.remove("hpa.yaml");
    environment.apply();
    environment
        .inventory()
        .entries()
        .keySet()
        .forEach(id -> assertThat(id.kind()).isEqualTo("Deployment"));
    scaling.claimElsewhere(
        new ResourceId("autoscaling", "HorizontalPodAutoscaler", namespace, "web"));

    assertThat(TestEnvironment.words(scaling.plan()))
        .containsExactly("create HorizontalPodAutoscaler " + namespace + "/web");
    scaling.apply();
    assertThat(names("hpa")).containsExactly("web");
  }

  @Test
  void scaledObjectOfKedaTargetsADeploymentByDefault() throws Exception {
    kubectl.applyGlobally(KEDA);
    kubectl.run("wait", "--for=condition=Established", "crd/scaledobjects.keda.sh");
    cluster.forgetDiscovery();
    environment.write("web.yaml", replicas(3));
    environment.write("keda.yaml", SCALED_OBJECT);
    environment.apply();
    assertThat(ownerOfReplicas()).containsExactly("deployctl-handover");
    scale(8);
    assertThat(environment.plan().effects()).isEmpty();

    environment.remove("keda.yaml");
    assertThat(changes(environment.plan())).containsExactly("spec.replicas: 8 -> 3");
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("3");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void rollbackAndDriftLeaveTheNumberToTheAutoscaler() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    Restoration release = environment.restoration();
    environment.write("web.yaml", replicas(3).replace("1.27", "1.28"));
    environment.apply();
    scale(6);

    assertThat(environment.ready(new Request.Restore(environment.restoration())).plan().effects())
        .as("drift")
        .isEmpty();
    assertThat(changes(environment.apply(new Request.Restore(release))))
        .containsExactly("spec.template.spec.containers[web].image: nginx:1.28 -> nginx:1.27");
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("6");
  }

  @Test
  void rollbackToBeforeTheAutoscalerHandsTheNumberBack() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.apply();
    Restoration before = environment.restoration();
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    scale(6);

    StepPlan back = environment.apply(new Request.Restore(before));

    assertThat(TestEnvironment.words(back))
        .containsExactly(
            "delete HorizontalPodAutoscaler " + namespace + "/web",
            "update Deployment " + namespace + "/web");
    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("2");
    assertThat(names("hpa")).containsExactly("");
  }

  @Test
  void scalingBetweenPlanAndApplyChangesNoFingerprint() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.apply();
    environment.write("hpa.yaml", autoscaler());
    environment.write("web.yaml", replicas(3).replace("1.27", "1.28"));
    StepPlan sealed = environment.plan();
    kubectl.apply(namespace, autoscaler());
    scale(6);

    assertThat(environment.plan().effects().stream().filter(AutoscalingIT::isOfWeb))
        .extracting(effect -> effect.precondition().orElseThrow(), effect -> effect.changes())
        .containsExactlyElementsOf(
            sealed.effects().stream()
                .filter(AutoscalingIT::isOfWeb)
                .map(effect -> tuple(effect.precondition().orElseThrow(), effect.changes()))
                .toList());
  }

  @Test
  void proofDoesNotAskForANumberThatAnAutoscalerHadUntilItWasPruned() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.apply();
    TestEnvironment scaling = environment.step("scaling");
    scaling.write("hpa.yaml", autoscaler());
    scaling.apply();
    scale(6);
    environment.write("web.yaml", replicas(2).replace("1.27", "1.28"));
    StepPlan plan = environment.apply();

    kubectl.run("-n", namespace, "delete", "hpa", "web");

    assertThat(environment.verify(plan)).isEmpty();
    assertThat(changes(environment.plan())).containsExactly("spec.replicas: 6 -> 2");
  }

  @Test
  void replacedWorkloadBeginsWithTheNumberThatItHad() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.write("hpa.yaml", autoscaler());
    environment.apply();
    scale(6);
    environment.write(
        "web.yaml",
        replicas(2)
            .replace("{app: web}", "{app: other}")
            .replace("{name: web}\n", "{name: web, annotations: {deployctl.io/replace: allow}}\n"));
    environment.apply();

    assertThat(get("deployment", "web", "{.spec.replicas}")).isEqualTo("6");
    assertThat(environment.plan().effects()).isEmpty();
  }

  @Test
  void fieldThatCameToAgreeByAnothersHandIsStillDriftWhenItMovesAgain() throws Exception {
    environment.write("web.yaml", replicas(2));
    environment.apply();
    scale(5);
    scale(2);
    environment.apply();
    assertThat(environment.plan().effects()).isEmpty();

    scale(9);

    assertThat(changes(environment.plan())).containsExactly("spec.replicas: 9 -> 2");
  }

  private static boolean isOfWeb(Effect effect) {
    return effect.address().startsWith("Deployment ");
  }

  private static String replicas(int number) {
    return DEPLOYMENT.replace("replicas: 2", "replicas: " + number);
  }

  private void scale(int number) throws Exception {
    // Through the scale subresource, as autoscalers do.
    kubectl.run("-n", namespace, "scale", "deployment", "web", "--replicas=" + number);
  }

  private String version() throws Exception {
    return get("deployment", "web", "{.metadata.resourceVersion}");
  }

  private static final String SCALED_OBJECT =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: web}
      spec:
        scaleTargetRef: {name: web}
        triggers: [{type: cron}]
      """;

  private static final String KEDA =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: scaledobjects.keda.sh}
      spec:
        group: keda.sh
        scope: Namespaced
        names: {kind: ScaledObject, plural: scaledobjects, singular: scaledobject}
        versions:
          - name: v1alpha1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;
}
