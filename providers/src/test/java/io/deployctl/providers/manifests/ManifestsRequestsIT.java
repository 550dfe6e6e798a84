package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.plan.StepPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan and an apply may ask of the server: the promise of speed, in requests. */
class ManifestsRequestsIT extends RealCluster {
  private static final int OBJECTS = 30;

  @Test
  void firstPlanTriesEachObjectOnceAndApplyingSendsEachOnce() {
    writeMany();
    cluster.forgetCalls();

    StepPlan plan = environment.plan();

    assertThat(plan.effects()).hasSize(OBJECTS);
    assertThat(cluster.count("dry-run")).isEqualTo(OBJECTS);
    assertThat(readsOfObjects()).as("reads, however many objects").isLessThanOrEqualTo(3);

    cluster.forgetCalls();
    assertThat(environment.execute(plan).diagnostics()).isEmpty();
    assertThat(cluster.count("apply")).isEqualTo(OBJECTS);
    assertThat(readsOfObjects()).isZero();

    cluster.forgetCalls();
    assertThat(environment.verify(plan)).isEmpty();
    assertThat(cluster.count("dry-run")).isZero();
    assertThat(readsOfObjects()).isLessThanOrEqualTo(3);
  }

  @Test
  void planWithNothingToChangeAsksNothingForEachObject() {
    writeMany();
    environment.apply();
    cluster.forgetCalls();

    assertThat(environment.plan().effects()).isEmpty();

    assertThat(cluster.count("dry-run")).isZero();
    assertThat(readsOfObjects()).isLessThanOrEqualTo(3);
  }

  @Test
  void oneChangedObjectCostsOneDryRunAndOneApply() {
    writeMany();
    environment.apply();
    environment.write("many-7.yaml", configMap("many-7", "a: '2'"));
    cluster.forgetCalls();

    StepPlan plan = environment.plan();
    assertThat(environment.execute(plan).diagnostics()).isEmpty();

    assertThat(plan.effects()).hasSize(1);
    assertThat(cluster.count("dry-run")).isEqualTo(1);
    assertThat(cluster.count("apply")).isEqualTo(1);
    assertThat(readsOfObjects()).isLessThanOrEqualTo(3);
  }

  @Test
  void objectThatSomebodyMadeSinceThePlanIsLeftAlone() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    StepPlan plan = environment.plan();
    kubectl.apply(namespace, configMap("settings", "mine: '1'"));

    assertThat(environment.execute(plan).diagnostics())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("moved"));

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"mine\":\"1\"}");
    assertThat(label("configmap", "settings")).isEmpty();
    assertThat(managers("configmap", "settings"))
        .noneMatch(manager -> manager.startsWith("deployctl"));
  }

  @Test
  void creationThatWasDoneAlreadyIsDoneAgainInPeace() throws Exception {
    environment.write("config.yaml", configMap("settings", "a: '1'"));
    StepPlan plan = environment.plan();

    assertThat(environment.execute(plan).diagnostics()).isEmpty();
    assertThat(environment.execute(plan).diagnostics()).isEmpty();

    assertThat(get("configmap", "settings", "{.data}")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void manyObjectsOfOthersAreFoundToo() throws Exception {
    writeMany();
    StringBuilder theirs = new StringBuilder();
    List.of(3, 4, 5).forEach(i -> theirs.append("---\n").append(configMap("many-" + i, "b: '1'")));
    kubectl.apply(namespace, theirs.toString());

    StepPlan plan = environment.plan();

    assertThat(TestEnvironment.words(plan).filter(line -> line.startsWith("update"))).hasSize(3);
  }

  private void writeMany() {
    for (int i = 0; i < OBJECTS; i++) {
      environment.write("many-" + i + ".yaml", configMap("many-" + i, "a: '1'"));
    }
  }

  private long readsOfObjects() {
    return cluster.count("get") + cluster.count("list") + cluster.count("list-metadata");
  }
}
