package io.deployctl.core.engine;

import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateParts;
import io.deployctl.core.store.StoreCondition;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.core.store.Theft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A real store that can lose its lease, and end a process in the middle of a save. */
final class StoreDouble implements EnvironmentStore {
  /** Ends the process, as far as the engine can tell. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final EnvironmentStore real;
  volatile Consumer<Release> beforeSave = release -> {};
  private volatile boolean leaseLost;
  private final List<Runnable> onLost = new ArrayList<>();

  StoreDouble(EnvironmentStore real) {
    this.real = real;
  }

  void loseLease() {
    leaseLost = true;
    List.copyOf(onLost).forEach(Runnable::run);
  }

  @Override
  public Optional<StoredEnvironment> read() {
    return real.read();
  }

  @Override
  public StoredEnvironment initialise(EnvironmentIdentity identity, EnvironmentKey key) {
    return real.initialise(identity, key);
  }

  @Override
  public Lease acquire(LeaseHolder holder, Duration wait) {
    return new LosableLease(real.acquire(holder, wait));
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return real.holder();
  }

  @Override
  public Optional<LeaseHolder> steal(String by, String reason) {
    return real.steal(by, reason);
  }

  @Override
  public Optional<Theft> theft() {
    return real.theft();
  }

  @Override
  public void save(Release release, Inventory inventory, Optional<Hold> hold, Lease lease) {
    try {
      beforeSave.accept(release);
    } catch (Crash crash) {
      beforeSave =
          any -> {
            throw crash;
          };
      throw crash;
    }
    real.save(release, inventory, hold, lease);
  }

  @Override
  public Optional<Release> release(int number) {
    return real.release(number);
  }

  @Override
  public ContentRef put(Content content) {
    return real.put(content);
  }

  @Override
  public Content get(ContentRef reference) {
    return real.get(reference);
  }

  @Override
  public EnvironmentKey key() {
    return real.key();
  }

  @Override
  public StoreCondition examine() {
    return real.examine();
  }

  @Override
  public StateParts parts() {
    return real.parts();
  }

  @Override
  public void replace(StateImage image, Lease lease) {
    real.replace(image, lease);
  }

  @Override
  public void remove(Lease lease) {
    real.remove(lease);
  }

  @Override
  public void close() {
    real.close();
  }

  private final class LosableLease implements Lease {
    private final Lease lease;

    LosableLease(Lease lease) {
      this.lease = lease;
    }

    @Override
    public long fence() {
      return lease.fence();
    }

    @Override
    public boolean isHeld() {
      return !leaseLost && lease.isHeld();
    }

    @Override
    public void onLost(Runnable action) {
      onLost.add(action);
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
