package io.deployctl.providers.kubernetes.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Need;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateParts;
import io.deployctl.core.store.StoreCondition;
import io.deployctl.core.store.StoreExamination;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.core.store.Theft;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps one environment's state in a namespace of its cluster: a small index Secret that one write
 * switches, immutable Secrets named by digest for what it refers to, a Secret with the key, and a
 * Lease. Connects at the first call.
 */
public final class KubernetesEnvironmentStore implements EnvironmentStore {
  private final Clusters clusters;
  private final StateNames names;
  private final LeaseTiming timing;
  private final Clock clock;
  private Optional<ClusterState> connected = Optional.empty();

  /**
   * Makes a store.
   *
   * @param clusters connects
   * @param namespace the state namespace; it need not be there yet
   * @param project the project's name
   * @param environment the environment's name
   */
  public KubernetesEnvironmentStore(
      Clusters clusters, String namespace, String project, String environment) {
    this(clusters, namespace, project, environment, LeaseTiming.DEFAULT, Clock.systemUTC());
  }

  /** Makes a store with a lease of another rhythm. */
  public KubernetesEnvironmentStore(
      Clusters clusters,
      String namespace,
      String project,
      String environment,
      LeaseTiming timing,
      Clock clock) {
    this.clusters = requireNonNull(clusters, "clusters is null");
    this.names = new StateNames(namespace, project, environment);
    this.timing = requireNonNull(timing, "timing is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public Optional<StoredEnvironment> read() {
    return call("reading the environment's state", () -> state().read());
  }

  @Override
  public StoredEnvironment initialise(EnvironmentIdentity identity, EnvironmentKey key) {
    return call(
        "making the environment's state",
        () -> {
          ClusterState state = state();
          state.namespace().ensure();
          state.index().createIfAbsent(IndexSecret.empty(EnvironmentIndex.empty(identity)));
          state.createKeyIfAbsent(key);
          return state.read().orElseThrow(() -> StoreFailures.notInitialised(names.namespace()));
        });
  }

  @Override
  public Lease acquire(LeaseHolder holder, Duration wait) {
    return call(
        "taking the environment's lease",
        () -> {
          state().namespace().ensure();
          return new LeaseAcquisition(state().lease(), timing, clock, holder).acquire(wait);
        });
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return call(
        "seeing who holds the environment's lease",
        () -> state().lease().read().flatMap(LeaseRecord::holder));
  }

  @Override
  public Optional<LeaseHolder> steal(String by, String reason) {
    return call(
        "taking the environment's lease away",
        () -> state().lease().steal(run -> new Theft(run, by, reason, clock.instant())));
  }

  @Override
  public Optional<Theft> theft() {
    return call(
        "seeing who took the environment's lease away",
        () -> state().lease().read().flatMap(LeaseRecord::theft));
  }

  @Override
  public void save(Release release, Inventory inventory, Optional<Hold> hold, Lease lease) {
    call(
        "saving release " + release.number(),
        () -> {
          state().save(release, inventory, hold, lease);
          return true;
        });
  }

  @Override
  public Optional<Release> release(int number) {
    return call("reading release " + number, () -> state().release(number));
  }

  @Override
  public ContentRef put(Content content) {
    return call("storing content", () -> state().put(content));
  }

  @Override
  public Content get(ContentRef reference) {
    Placement placement = reference.placement();
    String where = placement instanceof Placement.SecretIn in ? " of " + in.namespace() : "";
    return call("reading stored content" + where, () -> state().get(reference));
  }

  @Override
  public EnvironmentKey key() {
    return call("reading the environment's key", () -> state().key());
  }

  @Override
  public StoreCondition examine() {
    WriteTrials trials =
        call("connecting to the cluster", () -> new WriteTrials(clusters.get(), names));
    return new StoreExamination()
        .of(
            parts(),
            List.of(
                trial("storing content", trials::content),
                trial("switching the environment's index", trials::index),
                trial("taking the environment's lease", trials::lease)),
            () ->
                call(
                    "seeing who holds the environment's lease",
                    () -> new LeaseWatch(state().lease(), timing).aliveHolder()));
  }

  private Runnable trial(String doing, Runnable trial) {
    return () ->
        call(
            doing,
            () -> {
              trial.run();
              return true;
            });
  }

  @Override
  public StateParts parts() {
    return call("connecting to the cluster", () -> new ClusterParts(state(), names, this::call));
  }

  @Override
  public void replace(StateImage image, Lease lease) {
    call(
        "replacing the environment's state",
        () -> {
          state().replace(image, lease);
          return true;
        });
  }

  @Override
  public void remove(Lease lease) {
    call(
        "removing the environment's state",
        () -> {
          new Removal(state(), names).run(lease);
          return true;
        });
    synchronized (this) {
      connected = Optional.empty();
    }
  }

  @Override
  public List<Need> needs() {
    return StateNeeds.of(names);
  }

  @Override
  public void close() {
    // The connection is its maker's, a lease its holder's.
  }

  private synchronized ClusterState state() {
    if (connected.isEmpty()) {
      connected = Optional.of(new ClusterState(clusters.get(), names));
    }
    return connected.get();
  }

  private <T> T call(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (ApiFailure failure) {
      throw explained(doing, failure);
    }
  }

  private DeployctlException explained(String doing, ApiFailure failure) {
    boolean noNamespace =
        failure.isNotFound()
            && failure
                .status()
                .map(status -> status.path("details").path("kind").asText())
                .filter("namespaces"::equals)
                .isPresent();
    return noNamespace
        ? StoreFailures.noNamespace(names.namespace(), failure.getMessage())
        : StoreFailures.refused(doing, names.namespace(), failure);
  }
}
