package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.UnrecordedEngine;
import io.deployctl.cli.command.Selection;
import io.deployctl.cli.command.Workspace;
import io.deployctl.core.engine.Approver;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Legacy;
import io.deployctl.core.engine.PlanOptions;
import io.deployctl.core.engine.RunOptions;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.planfile.PlanFile;
import io.deployctl.fixtures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what safety costs: the same objects are applied with and without everything that a run
 * writes down, and a sealed plan is compared with what is there. Asserts no time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CostIT {
  private static final int SERVICES = Figures.isWhole() ? 200 : 20;
  private static final int OBJECTS = SERVICES * 5;
  private static final int ROUNDS = Figures.isWhole() ? 13 : 1;
  private static final int WARMING = Figures.isWhole() ? 3 : 0;
  private static final Duration DAY = Duration.ofDays(1);

  private final Figures figures = Figures.of(CostIT.class);
  private Stage stage;

  @BeforeAll
  void raise(@TempDir Path empty) {
    stage = Stage.raise(empty, List.of(), 0);
    StringBuilder environments = new StringBuilder();
    for (int round = 0; round < WARMING + ROUNDS; round++) {
      for (Kept kept : Kept.values()) {
        String name = kept.environment(round);
        environments.append(
            "  %s: {target: {namespace: %s, stateNamespace: %s-deploy}}\n"
                .formatted(name, name, name));
        // A server may let the first object of a namespace wait that was made just now.
        stage.kubectl("create", "namespace", name);
        stage.kubectl("create", "namespace", name + "-deploy");
      }
    }
    environments.append("  sealed: {target: {namespace: sealed, stateNamespace: sealed-deploy}}\n");
    stage.kubectl("create", "namespace", "sealed");
    stage.write(
        "deployctl.yaml",
        "project: cost\nenvironments:\n"
            + environments
            + "stages: [{name: all, steps: [{name: all, manifests: {paths: [manifests]}}]}]\n");
    for (int service = 0; service < SERVICES; service++) {
      stage.write("manifests/service-%03d.yaml".formatted(service), service(service));
    }
  }

  @AfterAll
  void strike() {
    stage.close();
  }

  private static String service(int number) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: service-NUMBER}
    data: {url: "https://service-NUMBER.example", level: info}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: service-NUMBER}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: service-NUMBER}
    subjects: [{kind: ServiceAccount, name: service-NUMBER}]
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: service-NUMBER}
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: service-NUMBER}
    spec: {podSelector: {matchLabels: {app: service-NUMBER}}, policyTypes: [Ingress]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: service-NUMBER}
    rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, list, watch]}]
    """
        .replace("NUMBER", Integer.toString(number));
  }

  private Workspace open(String environment) {
    Selection selection =
        new Selection(
            stage.project(),
            Optional.of(environment),
            Optional.of(stage.context()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false);
    return UnrecordedEngine.open(stage.invocation(), selection);
  }

  @Test
  void recordingARunCostsLittleOfIt() {
    Map<Kept, List<Timing>> timings = new EnumMap<>(Kept.class);
    for (int round = 0; round < WARMING + ROUNDS; round++) {
      // Who comes last finds everything warmer, so they take turns.
      List<Kept> order = new ArrayList<>(List.of(Kept.values()));
      Collections.rotate(order, round);
      for (Kept kept : order) {
        Timing timing = apply(round, kept);
        if (round >= WARMING) {
          timings.computeIfAbsent(kept, first -> new ArrayList<>()).add(timing);
        }
      }
    }
    String records = "journal, lease and checkpoints";
    record(records, timings.get(Kept.RECORDS), timings.get(Kept.NOTHING));
    record(
        records + ", and the plan left behind", timings.get(Kept.ALL), timings.get(Kept.NOTHING));
  }

  private void record(String what, List<Timing> with, List<Timing> without) {
    record(what, "an apply", times(with, Timing::whole), times(without, Timing::whole));
    record(what, "its run alone", times(with, Timing::run), times(without, Timing::run));
  }

  /** What two applies of one round differ in drifts less than what they take. */
  private void record(String what, String of, List<Long> with, List<Long> without) {
    List<Long> more = new ArrayList<>();
    for (int round = 0; round < with.size(); round++) {
      more.add(with.get(round) - without.get(round));
    }
    figures.record(
        "%s: %s, of %d objects".formatted(what, of, OBJECTS),
        String.format(
            Locale.ROOT,
            "%.1f %% more (%.2f s of %.2f s; medians of %d pairs)",
            100.0 * median(more) / median(without),
            seconds(median(more)),
            seconds(median(without)),
            ROUNDS));
  }

  /** What an apply writes down. */
  private enum Kept {
    NOTHING,
    RECORDS,
    ALL;

    String environment(int round) {
      return name().toLowerCase(Locale.ROOT) + round;
    }
  }

  /**
   * How long an apply took, in nanoseconds.
   *
   * @param whole from reading the configuration to the end of the run
   * @param run of the approved plan
   */
  private record Timing(long whole, long run) {}

  private static List<Long> times(List<Timing> timings, Function<Timing, Long> which) {
    return timings.stream().map(which).toList();
  }

  private Timing apply(int round, Kept kept) {
    long begun = System.nanoTime();
    try (Workspace workspace = open(kept.environment(round))) {
      Engine engine = kept == Kept.NOTHING ? UnrecordedEngine.of(workspace) : workspace.engine();
      Engine.PreparedPlan plan = planned(engine, workspace);
      assertThat(plan.plan().steps().mapToInt(step -> step.plan().effects().size()).sum())
          .isEqualTo(OBJECTS);
      RunOptions options =
          kept == Kept.ALL
              ? RunOptions.DEFAULT.leaving(
                  new Legacy.OfPlan(() -> workspace.sealing(PlanOptions.DEFAULT, DAY)))
              : RunOptions.DEFAULT;
      long planned = System.nanoTime();
      assertThat(engine.run(plan, new Yes(), options).exit()).isEqualTo(ExitStatus.DONE);
      long end = System.nanoTime();
      return new Timing(end - begun, end - planned);
    }
  }

  @Test
  void sealedPlanIsComparedInLittleMoreThanPlanningTakes() {
    String environment = "sealed";
    deploy(environment);
    List<Long> plans = new ArrayList<>();
    List<Long> sealed = new ArrayList<>();
    byte[] file;
    try (Workspace workspace = open(environment)) {
      Engine engine = workspace.engine();
      try (Engine.PreparedPlan plan = planned(engine, workspace)) {
        file = engine.seal(plan, workspace.sealing(PlanOptions.DEFAULT, DAY));
      }
    }
    for (int round = 0; round <= ROUNDS; round++) {
      try (Workspace workspace = open(environment)) {
        Engine engine = workspace.engine();
        long begun = System.nanoTime();
        planned(engine, workspace).close();
        long between = System.nanoTime();
        Engine.Planning opened =
            engine.planSealed(
                PlanFile.read(file).open(workspace.store().key()), workspace.deployment(), false);
        long end = System.nanoTime();
        ready(opened).close();
        if (round > 0 || !Figures.isWhole()) {
          plans.add(between - begun);
          sealed.add(end - between);
        }
      }
    }
    figures.record(
        "comparing a sealed plan of " + OBJECTS + " objects with what is there, beyond planning",
        String.format(
            Locale.ROOT,
            "%.2f s (%.2f s instead of %.2f s; medians of %d)",
            seconds(median(sealed) - median(plans)),
            seconds(median(sealed)),
            seconds(median(plans)),
            ROUNDS));
  }

  /** Applies where nothing may have been applied yet; then changes every ConfigMap. */
  private void deploy(String environment) {
    stage
        .run("apply", "--env", environment, "--context", stage.context(), "--auto-approve")
        .exited(0);
    for (int service = 0; service < SERVICES; service++) {
      stage.replace(
          "manifests/service-%03d.yaml".formatted(service), "level: info", "level: debug");
    }
  }

  private static Engine.PreparedPlan planned(Engine engine, Workspace workspace) {
    return ready(engine.planDeploy(workspace.deployment(), PlanOptions.DEFAULT));
  }

  private static Engine.PreparedPlan ready(Engine.Planning planning) {
    assertThat(planning).isInstanceOf(Engine.Planning.Ready.class);
    return ((Engine.Planning.Ready) planning).prepared();
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  /** Says yes to everything. */
  private static final class Yes implements Approver {
    @Override
    public Approval approve(Plan plan) {
      return Approval.APPROVED;
    }

    @Override
    public Approval approveMore(PlannedStep step, List<Effect> beyond) {
      return Approval.APPROVED;
    }
  }
}
