package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.InventoryEntry;
import io.deployctl.core.spi.ActGate;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.StoppedException;
import io.deployctl.providers.kubernetes.ReadinessWaiter;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Does what a plan says: rank by rank, each rank's objects side by side. */
final class PlanExecutor {
  private static final Duration RETRY_TIME = Duration.ofSeconds(60);
  private static final Duration ESTABLISH_TIME = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final StepScope scope;
  private final StepPlan plan;
  private final ActGate gate;
  private final ActionsPayload payload;
  private final SortedMap<ResourceId, Manifest> manifests;
  private final Map<String, Effect> effects;
  private final Patience patience;
  private final ObjectRemover remover;
  private final ObjectApplier applier;
  private final Prints prints;
  private final Execution done;
  private final AtomicBoolean stopped = new AtomicBoolean();

  PlanExecutor(Cluster cluster, StepScope scope, StepPlan plan, ActGate gate, Clock clock) {
    this.cluster = cluster;
    this.scope = scope;
    this.plan = plan;
    this.gate = gate;
    this.payload = ActionsPayload.read(plan.payload(), scope.step());
    this.manifests = ObjectsPayload.read(plan.payload());
    this.effects = plan.effects().stream().collect(Collectors.toMap(Effect::id, effect -> effect));
    this.patience = new Patience(scope.cancellation(), RETRY_TIME);
    this.remover =
        new ObjectRemover(cluster, patience, payload.settings().timeout(), scope.progress());
    this.applier = new ObjectApplier(cluster, scope.environment(), patience, remover, clock);
    this.prints = new Prints(scope.tagger(), scope.environment().fieldManager());
    this.done = new Execution(payload);
  }

  /** Does it, waiting until objects are ready where the step says so. */
  Execution run(ReadinessWaiter waiter) {
    SortedMap<Integer, List<Action>> ranks = new TreeMap<>();
    SortedMap<Integer, List<Action>> deletions = new TreeMap<>(Collections.reverseOrder());
    for (Action action : payload.actions()) {
      SortedMap<Integer, List<Action>> group = action.verb() == Verb.DELETE ? deletions : ranks;
      group.computeIfAbsent(Ranks.of(action.id()), rank -> new ArrayList<>()).add(action);
    }
    try (Workers workers = new Workers(payload.settings().parallelism())) {
      // Beside other actions, a deletion is of what would work against them.
      deletions.values().forEach(actions -> runAll(workers, actions));
      ranks.forEach(
          (rank, actions) -> {
            runAll(workers, actions);
            if (rank == Ranks.DEFINITION && goesOn()) {
              establish(actions);
            }
          });
    }
    if (goesOn()) {
      done.gone(payload.absent().stream().filter(this::isAbsent).toList());
      awaitReady(waiter);
    }
    done.cancelled(stopped.get() || scope.cancellation().isStopping());
    return done;
  }

  private boolean goesOn() {
    return !stopped.get() && !scope.cancellation().isStopping() && !done.hasErrors();
  }

  private void runAll(Workers workers, List<Action> actions) {
    if (goesOn()) {
      workers.map(
          actions,
          action -> {
            run(action);
            return true;
          });
    }
  }

  private void run(Action action) {
    if (stopped.get() || scope.cancellation().isStopping()) {
      return;
    }
    String doing = doing(action.verb()) + " " + action.id().address();
    scope.progress().tell(doing);
    try {
      Effect effect = effects.get(action.effect());
      if (action.verb() == Verb.DELETE) {
        gate.act(effect, () -> delete(action));
      } else {
        gate.act(effect, () -> apply(action));
      }
    } catch (StoppedException stop) {
      stopped.set(true);
    } catch (ActFailure failure) {
      done.problem(Told.safely(failure.diagnostic(), scope.redactor()));
    } catch (ApiFailure failure) {
      done.problem(Told.safely(ApiFailures.diagnostic(doing, failure), scope.redactor()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopped.set(true);
    } catch (Exception other) {
      // The gate's own failures, such as a journal that can't be written.
      throw other instanceof RuntimeException known ? known : new IllegalStateException(other);
    }
  }

  private static String doing(Verb verb) {
    return switch (verb) {
      case DELETE -> "deleting";
      case ADOPT -> "taking over";
      default -> "applying";
    };
  }

  private InventoryEntry apply(Action action) throws Exception {
    Manifest manifest = manifests.get(action.id());
    ObjectNode answer = applier.apply(action, manifest);
    if (action.takeover().filter(Takeover::asFound).isPresent()) {
      FieldSet ours = ManagedFields.of(answer).applied(scope.environment().fieldManager());
      manifest = FoundObject.of(answer, ours, manifest, scope.environment().uuid());
    }
    Desired desired = new Desired(manifest, SERVED, action.scaled(), true);
    InventoryEntry entry = prints.entry(scope.step(), desired, answer);
    done.applied(entry, manifest);
    return entry;
  }

  private static final KindResolver.Kind SERVED =
      new KindResolver.Kind(Optional.empty(), true, true, Optional.empty());

  private ResourceId delete(Action action) throws Exception {
    Optional<ApiResource> resource = resource(action.apiVersion(), action.id());
    if (resource.isPresent()) {
      remover.remove(action, resource.get());
    }
    done.gone(List.of(action.id()));
    return action.id();
  }

  private Optional<ApiResource> resource(String apiVersion, ResourceId id) {
    return cluster
        .resource(apiVersion, id.kind())
        .or(() -> cluster.preferred(id.group(), id.kind()));
  }

  private boolean isAbsent(ResourceId id) {
    Optional<String> ours = scope.inventory().find(id).flatMap(InventoryEntry::uid);
    return cluster
        .preferred(id.group(), id.kind())
        .flatMap(resource -> cluster.get(resource, id.namespace(), id.name()))
        .filter(live -> ours.equals(Trees.text(live, "metadata", "uid")))
        .isEmpty();
  }

  private void establish(Collection<Action> definitions) {
    for (Action action : definitions) {
      String address = action.id().address();
      scope.progress().tell("waiting for " + address + " to be established");
      try {
        Optional<Boolean> established = patience.await(ESTABLISH_TIME, () -> established(action));
        if (established.isEmpty() && !scope.cancellation().isStopping()) {
          done.problem(
              Diagnostic.error(
                      "not-established",
                      "applying "
                          + address
                          + ": it is not established after "
                          + ESTABLISH_TIME.toSeconds()
                          + " s")
                  .hint("Its conditions say why: another definition may have taken its names"));
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        stopped.set(true);
      }
    }
    cluster.forgetDiscovery();
  }

  private Optional<Boolean> established(Action action) {
    Optional<ObjectNode> live =
        resource(action.apiVersion(), action.id())
            .flatMap(resource -> cluster.get(resource, "", action.id().name()));
    return live.filter(object -> Conditions.isTrue(object, "Established")).map(object -> true);
  }

  private void awaitReady(ReadinessWaiter waiter) {
    if (!payload.settings().awaitReady() || !goesOn()) {
      return;
    }
    List<ResourceId> objects =
        plan.claims().stream()
            .filter(manifests::containsKey)
            .filter(id -> !isPastJob(id))
            .sorted()
            .toList();
    if (!objects.isEmpty()) {
      waiter
          .await(objects, payload.settings().timeout(), scope.progress(), scope.cancellation())
          .forEach(done::problem);
      if (!goesOn()) {
        objects.stream().filter(this::isUnfinishedJob).forEach(done::unfinished);
      }
    }
  }

  /** A Job that ran long ago and was cleaned up since is not there, and never will be. */
  private boolean isPastJob(ResourceId id) {
    return id.group().equals("batch")
        && id.kind().equals("Job")
        && payload.unchanged().stream().anyMatch(entry -> entry.id().equals(id))
        && cluster
            .preferred(id.group(), id.kind())
            .flatMap(kind -> cluster.get(kind, id.namespace(), id.name()))
            .isEmpty();
  }

  private boolean isUnfinishedJob(ResourceId id) {
    if (!id.group().equals("batch") || !id.kind().equals("Job")) {
      return false;
    }
    try {
      return cluster
          .preferred("batch", "Job")
          .flatMap(resource -> cluster.get(resource, id.namespace(), id.name()))
          .filter(live -> !Conditions.isTrue(live, "Complete"))
          .isPresent();
    } catch (ApiFailure unreadable) {
      // Rather run it once more than never.
      return true;
    }
  }
}
