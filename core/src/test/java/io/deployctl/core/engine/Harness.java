package io.deployctl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.journal.JournalDirectory;
import io.deployctl.core.journal.JournalFactory;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Provider;
import io.deployctl.core.spi.Rights;
import io.deployctl.core.store.DirectoryEnvironmentStore;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An engine on a {@link World} and a store in a directory, as one command after the other has it.
 */
final class Harness {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final AtomicInteger RUNS = new AtomicInteger();

  final World world;
  final Path directory;
  final EventLog events = new EventLog();
  final RecordingApprover approver = new RecordingApprover();
  final StoreDouble store;
  final List<RecordingProvider> providers = new ArrayList<>();
  Cancellation cancellation = new Cancellation();
  RunOptions runOptions = RunOptions.DEFAULT;
  JournalFactory journals;

  /** Whether no other plan is open, so that a run has to leave nothing open at all. */
  boolean alone = true;

  Harness(Path directory, World world) {
    this.directory = directory;
    this.world = world;
    this.store = new StoreDouble(new DirectoryEnvironmentStore(directory.resolve("state")));
    this.journals =
        new JournalDirectory(directory.resolve("journals"), "shop", "production", CLOCK);
    for (String name : List.of("manifests", "helm", "terraform", "exec")) {
      providers.add(new RecordingProvider(name, world, false));
    }
    providers.add(new RecordingProvider("health", world, true));
  }

  /** Returns the same environment as another process sees it. */
  Harness another() {
    return new Harness(directory, world);
  }

  Engine engine() {
    return Engines.create(
        new EngineServices(
            "shop",
            "production",
            List.<Provider>copyOf(providers),
            store,
            Rights.UNKNOWN,
            Optional::empty,
            () -> Map.of("helm", "3.20.2"),
            journals,
            events,
            new PlainRedactor(),
            cancellation,
            CLOCK,
            () -> "run-" + RUNS.incrementAndGet(),
            directory.resolve("work"),
            Optional.empty(),
            new Actor("ana", "laptop", Optional.empty()),
            Optional.of(new GitState("c0ffee", "main", false)),
            "0.1.0"));
  }

  Engine.Planning plan(FakeDeployment deployment) {
    return engine().planDeploy(deployment, PlanOptions.DEFAULT);
  }

  Engine.Planning plan(FakeDeployment deployment, String... only) {
    return engine().planDeploy(deployment, only(only));
  }

  RunResult apply(FakeDeployment deployment) {
    return run(plan(deployment));
  }

  RunResult run(Engine.Planning planning) {
    assertThat(planning).isInstanceOf(Engine.Planning.Ready.class);
    RunResult result =
        engine().run(((Engine.Planning.Ready) planning).prepared(), approver, runOptions);
    if (!alone) {
      return result;
    }
    assertThat(providers).allSatisfy(p -> assertThat(p.openSessions()).isZero());
    assertThat(directory.resolve("work"))
        .satisfiesAnyOf(
            work -> assertThat(work).doesNotExist(), work -> assertThat(work).isEmptyDirectory());
    return result;
  }

  /** Returns the plan as it is reviewed, without running it. */
  static Plan look(Engine.Planning planning) {
    assertThat(planning).isInstanceOf(Engine.Planning.Ready.class);
    try (Engine.PreparedPlan prepared = ((Engine.Planning.Ready) planning).prepared()) {
      return prepared.plan();
    }
  }

  static Engine.Planning.Refused refused(Engine.Planning planning) {
    assertThat(planning).isInstanceOf(Engine.Planning.Refused.class);
    return (Engine.Planning.Refused) planning;
  }

  /** Returns every effect of the plan: {@code api: create ConfigMap/a}. */
  static List<String> effects(Plan plan) {
    return plan.steps()
        .flatMap(
            step ->
                step.plan().effects().stream()
                    .map(e -> step.step() + ": " + e.verb().word() + " " + e.id()))
        .toList();
  }

  static PlanOptions only(String... steps) {
    return new PlanOptions(
        Set.of(steps).stream().map(StepId::new).collect(Collectors.toSet()), false, false, false);
  }

  Release release(int number) {
    return store.release(number).orElseThrow();
  }

  /** Returns each release's status: {@code 1 superseded}. */
  List<String> history() {
    return store.read().orElseThrow().releases().stream()
        .map(line -> line.number() + " " + line.status().word())
        .toList();
  }

  /** Returns the objects of the inventory. */
  Set<String> inventory() {
    return store.read().orElseThrow().inventory().entries().keySet().stream()
        .map(World::key)
        .collect(Collectors.toSet());
  }

  /** Returns how each step of the release ended: {@code api succeeded}. */
  List<String> outcomes(int number) {
    return release(number).steps().stream()
        .map(record -> record.step() + " " + record.outcome().word())
        .toList();
  }

  Optional<StepRecord> record(int number, String step) {
    return release(number).step(new StepId(step));
  }

  static List<String> codes(RunResult result) {
    return result.diagnostics().stream().map(d -> d.code()).toList();
  }

  /** Masks the one secret that tests use. */
  static final class PlainRedactor implements Redactor {
    @Override
    public void register(SecretText secret) {
      throw new UnsupportedOperationException("tests use one fixed secret");
    }

    @Override
    public String redact(String text) {
      return text.replace("hunter2-marker", "(secret)");
    }

    @Override
    public Filter newFilter() {
      throw new UnsupportedOperationException("the engine filters no streams");
    }
  }
}
