package io.deployctl.providers.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
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
import io.deployctl.core.spi.StoppedException;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.kubernetes.readiness.ClusterReadinessWaiter;
import io.deployctl.providers.kubernetes.readiness.FakeCluster;
import io.deployctl.providers.kubernetes.readiness.GraceTimes;
import io.deployctl.providers.kubernetes.readiness.Observation;
import io.deployctl.providers.kubernetes.readiness.TestingRedactor;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class HealthSessionTest {
  private static final ResourceId API = new ResourceId("apps", "Deployment", "shop", "api");
  private static final ResourceId CONFIG = new ResourceId("", "ConfigMap", "shop", "api");
  private static final ResourceId JOB = new ResourceId("batch", "Job", "shop", "migrate");

  private final FakeCluster cluster = new FakeCluster();
  private final Cancellation cancellation = new Cancellation();
  private final ActGate gate =
      new ActGate() {
        @Override
        public RunId run() {
          return TestGate.RUN;
        }

        @Override
        public <T> T act(io.deployctl.core.plan.Effect effect, Callable<T> mutation)
            throws Exception {
          return mutation.call();
        }
      };

  @Test
  void everythingThatWasAppliedIsAskedFor() {
    cluster.with(deployment("api", 1));
    StepPlan plan = plan(session(Map.of(), Set.of(API, CONFIG, JOB)), new Request.Deploy());
    assertThat(plan.effects()).hasSize(1);
    assertThat(plan.effects().get(0).verb()).isEqualTo(Verb.READ);
    assertThat(plan.effects().get(0).address())
        .isEqualTo("what was applied is ready: 2 objects, and what Helm manages");
    assertThat(plan.changesTarget()).isFalse();
    StepResult result = session(Map.of(), Set.of()).execute(plan, gate);
    assertThat(result.end()).as("%s", result.diagnostics()).isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(cluster.calls).contains("get Deployment", "get Job").doesNotContain("get ConfigMap");
  }

  @Test
  void whatHelmManagesIsAskedForToo() {
    cluster.with(deployment("kafka", 0));
    StepPlan plan = plan(session(Map.of("timeout", "1ms"), Set.of()), new Request.Deploy());
    StepResult result = session(Map.of(), Set.of()).execute(plan, gate);
    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics().get(0).summary()).startsWith("Deployment shop/kafka: ");
  }

  @Test
  void checksAreNamedInThePlan() {
    StepPlan plan = plan(session(checks(), Set.of(API)), new Request.Deploy());
    assertThat(plan.effects().get(0).address()).isEqualTo("3 objects ready");
    assertThat(plan.effects().get(0).notes())
        .containsExactly(
            "Deployment shop/api (Available)", "KafkaTopic data/orders", "Namespace shop");
  }

  @Test
  void failingCheckNamesItsCause() {
    cluster.with(
        """
        kind: Deployment
        metadata: {name: api, namespace: shop, generation: 1}
        status:
          observedGeneration: 1
          conditions: [{type: Progressing, reason: ProgressDeadlineExceeded}]
        """);
    cluster.failing("get KafkaTopic", 403, "Forbidden");
    StepPlan plan = plan(session(checks(), Set.of()), new Request.Deploy());
    StepResult result = session(Map.of(), Set.of()).execute(plan, gate);
    assertThat(result.end()).isEqualTo(StepResult.End.FAILED);
    assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("forbidden");
    assertThat(result.restoration()).isPresent();
  }

  @Test
  void restoredStepAsksTheSameOfWhatIsRestored() {
    cluster.with(deployment("api", 1)).with(deployment("web", 1));
    StepPlan first = plan(session(Map.of("timeout", "90s"), Set.of(API)), new Request.Deploy());
    Restoration kept = session(Map.of(), Set.of()).execute(first, gate).restoration().orElseThrow();
    assertThat(kept.payload().keySet()).containsExactly("spec");
    cluster.calls.clear();
    ResourceId web = new ResourceId("apps", "Deployment", "shop", "web");
    StepPlan second = plan(session(Map.of(), Set.of(web)), new Request.Restore(kept));
    assertThat(second.effects().get(0).address()).contains(": 1 object, ");
    assertThat(second.inputs()).isEqualTo(first.inputs());
    assertThat(session(Map.of(), Set.of()).execute(second, gate).end())
        .isEqualTo(StepResult.End.SUCCEEDED);
  }

  @Test
  void removedStepDoesNothing() {
    Restoration kept = new Restoration("health", 1, new TreeMap<>());
    StepPlan plan = plan(session(Map.of(), Set.of()), new Request.Remove(kept));
    assertThat(plan.effects()).isEmpty();
    assertThat(session(Map.of(), Set.of()).execute(plan, gate).end())
        .isEqualTo(StepResult.End.SUCCEEDED);
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void stoppedWaitIsNoSuccess() {
    cancellation.stop();
    StepPlan plan = plan(session(Map.of(), Set.of(API)), new Request.Deploy());
    assertThat(session(Map.of(), Set.of()).execute(plan, gate).end())
        .isEqualTo(StepResult.End.CANCELLED);
  }

  @Test
  void closedGateCancels() {
    StepPlan plan = plan(session(Map.of(), Set.of(API)), new Request.Deploy());
    ActGate closed =
        new ActGate() {
          @Override
          public RunId run() {
            return TestGate.RUN;
          }

          @Override
          public <T> T act(io.deployctl.core.plan.Effect effect, Callable<T> mutation)
              throws Exception {
            throw new StoppedException("lease lost");
          }
        };
    assertThat(session(Map.of(), Set.of()).execute(plan, closed).end())
        .isEqualTo(StepResult.End.CANCELLED);
  }

  @Test
  void badChecksAreRefusedAllAtOnceAtTheirPlaces() {
    Map<String, Object> settings =
        Map.of(
            "checks",
            List.of(
                Map.of("kind", "Deploiment", "name", "api"),
                Map.of("kind", "Widget", "name", "api"),
                Map.of("kind", "Pod", "name", "api", "condition", "a b")));
    Planned planned = session(settings, Set.of()).plan(new Request.Deploy());
    List<Diagnostic> problems = ((Planned.Refused) planned).diagnostics();
    assertThat(problems)
        .extracting(Diagnostic::summary)
        .containsExactly(
            "`Deploiment` is none of Kubernetes' own kinds",
            "`Widget` is none of Kubernetes' own kinds",
            "`a b` is no condition");
    assertThat(problems.get(0).hint())
        .contains("did you mean `Deployment`? A custom kind needs its `apiVersion`");
    assertThat(problems).allMatch(problem -> problem.position().isPresent());
  }

  @Test
  void payloadOfANewerVersionIsRefused() {
    Restoration newer = new Restoration("health", 2, new TreeMap<>());
    Planned planned = session(Map.of(), Set.of()).plan(new Request.Restore(newer));
    assertThat(((Planned.Refused) planned).diagnostics().get(0).summary())
        .isEqualTo(
            "can't read what is kept of a health step: its form is version 2, and this deployctl"
                + " knows 1");
    Restoration damaged =
        new Restoration("health", 1, new TreeMap<>(Map.of("spec", Content.open(new byte[] {'{'}))));
    assertThat(session(Map.of(), Set.of()).plan(new Request.Restore(damaged)))
        .isInstanceOf(Planned.Refused.class);
  }

  @Test
  void inspectorLooksOnceAtEverythingAndTellsEachThingOnce() {
    cluster.with(deployment("api", 0));
    StepPlan plan = plan(session(checks(), Set.of()), new Request.Deploy());
    Restoration step = new Restoration("health", 1, plan.payload());
    List<Observation> seen =
        new HealthInspector(cluster, new TestingRedactor())
            .inspect("shop", List.of(API, CONFIG, JOB), List.of(step, step));
    assertThat(seen)
        .extracting(each -> each.expectation().describe() + ": " + each.verdict().summary())
        .containsExactly(
            "Deployment shop/api: 0 of 1 replicas available",
            "Job shop/migrate: gone: cleaned up after its end",
            "Deployment shop/api (Available): Available is not True",
            "KafkaTopic data/orders: not there yet",
            "Namespace shop: not there yet");
  }

  private static Map<String, Object> checks() {
    return Map.of(
        "checks",
        List.of(
            Map.of("kind", "Deployment", "name", "api", "condition", "Available"),
            Map.of(
                "apiVersion", "kafka.example.com/v1",
                "kind", "KafkaTopic",
                "name", "orders",
                "namespace", "data"),
            Map.of("kind", "Namespace", "name", "shop")));
  }

  private static String deployment(String name, int available) {
    return """
    kind: Deployment
    metadata: {name: %s, namespace: shop, uid: %s, generation: 1}
    spec: {replicas: 1}
    status: {observedGeneration: 1, updatedReplicas: 1, replicas: 1, availableReplicas: %d}
    """
        .formatted(name, name, available);
  }

  private static StepPlan plan(Session session, Request request) {
    Planned planned = session.plan(request);
    assertThat(planned).isInstanceOf(Planned.Ready.class);
    return ((Planned.Ready) planned).plan();
  }

  private Session session(Map<String, Object> settings, Set<ResourceId> claimed) {
    TestingRedactor redactor = new TestingRedactor();
    StepScope scope =
        new StepScope(
            new StepId("ready"),
            new EnvironmentIdentity("shop", "production", "uuid"),
            "shop",
            new Settings((Value.Mapping) value(settings)),
            Value.Mapping.EMPTY,
            Optional.empty(),
            Optional.empty(),
            Inventory.EMPTY,
            claimed,
            Path.of("."),
            Path.of("."),
            new Tagger(new byte[32]),
            redactor,
            line -> {},
            cancellation);
    ClusterReadinessWaiter waiter =
        new ClusterReadinessWaiter(() -> cluster, redactor, GraceTimes.DEFAULT, System::nanoTime);
    return new HealthProvider(() -> cluster, waiter, new Catalogue(() -> cluster)).open(scope);
  }

  private static Value value(Object data) {
    Origin origin = new Origin.Layer("project", new SourcePosition("deployctl.yaml", 7, 3));
    if (data instanceof Map<?, ?> map) {
      Map<String, Value> entries = new LinkedHashMap<>();
      map.forEach((key, value) -> entries.put((String) key, value(value)));
      return new Value.Mapping(entries, Set.of(origin));
    }
    if (data instanceof List<?> list) {
      List<Value> items = new ArrayList<>();
      list.forEach(item -> items.add(value(item)));
      return new Value.Sequence(items, Set.of(origin));
    }
    return Value.Scalar.of(data, origin);
  }
}
