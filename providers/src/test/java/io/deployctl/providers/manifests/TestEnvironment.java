package io.deployctl.providers.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Restoration;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.template.PebbleDocumentRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** What the engine does around one step of one environment, in memory, for tests. */
final class TestEnvironment {
  static final Origin ORIGIN = new Origin.BuiltIn("test");

  private final Path project;
  private final EnvironmentIdentity identity;
  private final String namespace;
  private final ReadinessWaiter waiter;
  private final StepId step;
  private final Shared shared;
  private Cluster cluster;
  private String stopBefore = "";
  private final Tagger tagger = new Tagger(new byte[32]);
  private final List<String> acts = Collections.synchronizedList(new ArrayList<>());
  private final Set<ResourceId> claimedByOthers = new HashSet<>();
  private Map<String, Value> values = Map.of();
  private Map<String, Value> settings = new LinkedHashMap<>();
  private Optional<Restoration> previous = Optional.empty();

  TestEnvironment(Path project, String name, String namespace, Cluster cluster) {
    this(project, name, namespace, cluster, (objects, timeout, progress, stop) -> List.of());
  }

  TestEnvironment(
      Path project, String name, String namespace, Cluster cluster, ReadinessWaiter waiter) {
    this(
        project,
        new EnvironmentIdentity("shop", name, "uuid-of-" + name),
        namespace,
        cluster,
        waiter,
        new StepId("objects"),
        new Shared());
    newCommand();
  }

  private TestEnvironment(
      Path project,
      EnvironmentIdentity identity,
      String namespace,
      Cluster cluster,
      ReadinessWaiter waiter,
      StepId step,
      Shared shared) {
    this.project = project;
    this.cluster = cluster;
    this.namespace = namespace;
    this.identity = identity;
    this.waiter = waiter;
    this.step = step;
    this.shared = shared;
    settings.put("paths", texts("manifests"));
  }

  /** What the steps of an environment share. */
  private static final class Shared {
    private Inventory inventory = Inventory.EMPTY;
    private ManifestsProvider provider;
  }

  /** Returns another step of this environment, in a directory of its own. */
  TestEnvironment step(String name) {
    return new TestEnvironment(
        project.resolveSibling(project.getFileName() + "-" + name),
        identity,
        namespace,
        cluster,
        waiter,
        new StepId(name),
        shared);
  }

  /** A command begins with the first step: what the last one's steps knew is forgotten. */
  private void begin(Request request) {
    if (step.name().equals("objects") && !(request instanceof Request.Prune)) {
      newCommand();
    }
  }

  private void newCommand() {
    shared.provider =
        new ManifestsProvider(
            this::cluster,
            new PebbleDocumentRenderer(),
            waiter,
            Clock.systemUTC(),
            new Catalogue(this::cluster),
            new MovingImages(false));
  }

  /** Returns what is told once all steps of the command are planned. */
  List<Diagnostic> remarks() {
    return shared.provider.remarks();
  }

  static Value text(Object data) {
    return Value.Scalar.of(data, ORIGIN);
  }

  static Value texts(Object... items) {
    return new Value.Sequence(
        List.of(items).stream().map(TestEnvironment::text).toList(), Set.of());
  }

  static Value map(Map<String, Value> entries) {
    return new Value.Mapping(entries, Set.of());
  }

  static Value secret(String text) {
    return new Value.Secret(new SecretText(text), true, Set.of());
  }

  static Value unknown(String step, String output) {
    return new Value.Unknown(
        Set.of(new io.deployctl.core.model.StepOutputRef(new StepId(step), output)),
        false,
        Set.of());
  }

  TestEnvironment write(String name, String content) {
    try {
      Path file = project.resolve("manifests").resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content.getBytes(StandardCharsets.UTF_8));
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestEnvironment remove(String name) {
    try {
      Files.delete(project.resolve("manifests").resolve(name));
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  TestEnvironment values(Map<String, Value> environment) {
    values = environment;
    return this;
  }

  TestEnvironment setting(String key, Value value) {
    settings.put(key, value);
    return this;
  }

  TestEnvironment withoutSetting(String key) {
    settings.remove(key);
    return this;
  }

  void useCluster(Cluster other) {
    cluster = other;
  }

  void stopBefore(String act) {
    stopBefore = act;
  }

  /** Returns the plan with next to no patience. */
  StepPlan hurried(StepPlan plan) {
    java.util.SortedMap<String, io.deployctl.core.plan.Content> payload =
        new java.util.TreeMap<>(plan.payload());
    ActionsPayload patient = ActionsPayload.read(payload, plan.step());
    new ActionsPayload(
            new ManifestsSettings(true, java.time.Duration.ofMillis(300), 2),
            patient.actions(),
            patient.unchanged(),
            patient.absent())
        .addTo(payload);
    return new StepPlan(
        plan.step(),
        plan.provider(),
        plan.payloadVersion(),
        payload,
        plan.effects(),
        plan.claims(),
        plan.claimsComplete(),
        plan.waitsOn(),
        plan.deferred(),
        plan.outputs(),
        plan.inputs());
  }

  private Cluster cluster() {
    return cluster;
  }

  void claimElsewhere(ResourceId id) {
    claimedByOthers.add(id);
  }

  Inventory inventory() {
    return shared.inventory;
  }

  EnvironmentIdentity identity() {
    return identity;
  }

  List<String> acts() {
    return List.copyOf(acts);
  }

  Restoration restoration() {
    return previous.orElseThrow();
  }

  StepPlan plan() {
    return ready(new Request.Deploy()).plan();
  }

  Planned.Ready ready(Request request) {
    Planned planned = planned(request);
    if (planned instanceof Planned.Refused refused) {
      throw new AssertionError("refused: " + refused.diagnostics());
    }
    return (Planned.Ready) planned;
  }

  List<Diagnostic> refusal() {
    Planned planned = planned(new Request.Deploy());
    assertThat(planned).isInstanceOf(Planned.Refused.class);
    return ((Planned.Refused) planned).diagnostics();
  }

  Planned planned(Request request) {
    begin(request);
    try (Session session = open(request)) {
      return session.plan(request);
    }
  }

  /** Plans, executes, prunes what is left over, and proves it. */
  StepPlan apply() {
    StepPlan plan = apply(new Request.Deploy());
    Set<ResourceId> claims = plan.claims();
    List<io.deployctl.core.release.InventoryEntry> unclaimed =
        shared.inventory.unclaimed(claims).stream()
            .filter(entry -> entry.step().equals(step))
            .toList();
    if (!unclaimed.isEmpty()) {
      apply(new Request.Prune(unclaimed));
    }
    return plan;
  }

  StepPlan apply(Request request) {
    begin(request);
    try (Session session = open(request)) {
      Planned planned = session.plan(request);
      if (planned instanceof Planned.Refused refused) {
        throw new AssertionError("refused: " + refused.diagnostics());
      }
      StepPlan plan = ((Planned.Ready) planned).plan();
      StepResult result = session.execute(plan, gate());
      record(plan, result);
      assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
      assertThat(result.end()).isEqualTo(StepResult.End.SUCCEEDED);
      assertThat(session.verify(plan)).as("left to do").isEmpty();
      return plan;
    }
  }

  StepResult execute(StepPlan plan) {
    try (Session session = open(new Request.Deploy())) {
      StepResult result = session.execute(plan, gate());
      record(plan, result);
      return result;
    }
  }

  List<Effect> verify(StepPlan plan) {
    try (Session session = open(new Request.Deploy())) {
      return session.verify(plan);
    }
  }

  static Stream<String> words(StepPlan plan) {
    return plan.effects().stream()
        .sorted(Comparator.comparing(Effect::id))
        .map(effect -> effect.verb().word() + " " + effect.address());
  }

  private void record(StepPlan plan, StepResult result) {
    shared.inventory = shared.inventory.with(result.owned()).without(result.gone());
    if (!plan.claims().isEmpty()) {
      previous = result.restoration();
    }
  }

  private ActGate gate() {
    return new ActGate() {
      @Override
      public RunId run() {
        return TestGate.RUN;
      }

      @Override
      public <T> T act(Effect effect, Callable<T> mutation) throws Exception {
        if (stopBefore.equals(effect.verb().word() + " " + effect.address())) {
          throw new io.deployctl.core.spi.StoppedException("asked to stop");
        }
        acts.add(effect.verb().word() + " " + effect.address());
        return mutation.call();
      }
    };
  }

  private Session open(Request request) {
    boolean deploy = request instanceof Request.Deploy || request instanceof Request.Adopt;
    return shared.provider.open(
        new StepScope(
            step,
            identity,
            namespace,
            new Settings(deploy ? new Value.Mapping(settings, Set.of()) : Value.Mapping.EMPTY),
            deploy ? new Value.Mapping(values, Set.of()) : Value.Mapping.EMPTY,
            previous,
            Optional.empty(),
            shared.inventory,
            claimedByOthers,
            project,
            project,
            tagger,
            new PlainRedactor(),
            line -> {},
            new Cancellation()));
  }

  /** Masks registered texts as they are. */
  private static final class PlainRedactor implements Redactor {
    private final Set<String> texts = Collections.synchronizedSet(new HashSet<>());

    @Override
    public void register(SecretText secret) {
      if (secret.reveal().length() > 5) {
        texts.add(secret.reveal());
      }
    }

    @Override
    public String redact(String text) {
      String masked = text;
      for (String secret : texts) {
        masked = masked.replace(secret, SecretText.MASK);
      }
      return masked;
    }

    @Override
    public Filter newFilter() {
      throw new UnsupportedOperationException("no stream is filtered here");
    }
  }
}
