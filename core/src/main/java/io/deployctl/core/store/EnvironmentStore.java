package io.deployctl.core.store;

import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Need;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.value.Tagger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where an environment's lease, releases, inventory and key live. There are two, a namespace of the
 * cluster and a directory; an architecture test keeps it so. Providers never see it.
 *
 * <p>Every method throws {@code DeployctlException} with a cause and advice when the store can't be
 * reached or refuses. Safe for several threads.
 */
public interface EnvironmentStore extends AutoCloseable {
  /** Returns what is stored, or empty before the environment's first run. Writes nothing. */
  Optional<StoredEnvironment> read();

  /**
   * Makes the place (the state namespace), the key and the environment's record where they are not
   * there yet. Nothing that exists is changed.
   *
   * @param identity the identity to use if there is none yet
   * @param key the key to use if there is none yet: the one under which the first plan's tags were
   *     made, so that they stay comparable
   * @return what is stored now, with the identity that was there first
   */
  StoredEnvironment initialise(EnvironmentIdentity identity, EnvironmentKey key);

  /**
   * Takes the environment's lease and keeps it by a heartbeat until it is closed.
   *
   * @param holder who takes it, for other people to see
   * @param wait how long to wait for another holder to finish; zero refuses at once
   * @return the lease
   * @throws io.deployctl.core.diagnostic.DeployctlException with status {@code LOCKED}, naming the
   *     holder, when it is not free in time
   */
  Lease acquire(LeaseHolder holder, Duration wait);

  /** Returns the lease's holder, if somebody holds it. */
  Optional<LeaseHolder> holder();

  /**
   * Takes the lease away from whoever holds it. The run that held it notices at its next heartbeat,
   * or before its next act; whatever tool it runs just then ends first.
   *
   * @param by who takes it
   * @param reason why, for the run that loses it and for everybody who asks
   * @return who held it; empty where nobody did
   */
  Optional<LeaseHolder> steal(String by, String reason);

  /** Returns who took the lease away last, if somebody ever did. */
  Optional<Theft> theft();

  /**
   * Stores a run's state: its release, the inventory and the hold. Called before the first act, at
   * each step and at the end. All of it or nothing is seen by readers.
   *
   * @param release the run's release
   * @param inventory every object that the environment owns now
   * @param hold the hold that is in force now
   * @param lease the run's lease, checked before writing
   */
  void save(Release release, Inventory inventory, Optional<Hold> hold, Lease lease);

  /** Returns the release of the given number, if it is still kept. */
  Optional<Release> release(int number);

  /** Stores content by its digest, once, and returns where a release finds it. */
  ContentRef put(Content content);

  /**
   * Returns stored content.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when it is gone or does not have its
   *     digest any more
   */
  Content get(ContentRef reference);

  /** Returns the tagger under the environment's key. Needs an initialised environment. */
  default Tagger tagger() {
    return key().tagger();
  }

  /** Returns the environment's key, to seal plans under. Needs an initialised environment. */
  EnvironmentKey key();

  /**
   * Tries everything that a run needs of this store, without changing anything, and looks whether
   * somebody alive is at work. It can take as long as a lease lasts.
   */
  StoreCondition examine();

  /** Returns the parts of what is stored, to read as much of it as can be read. */
  StateParts parts();

  /**
   * Puts an environment's whole state in the place of what is stored, readable or not. Readers see
   * what was there, or what is there then; in between, where the environment's key is another one,
   * nothing at all. A replacement that was cut short is brought to its end by doing it again.
   *
   * @param image the state; where its key was lost, the stored one of the same environment is kept,
   *     or a new one made
   * @param lease the environment's lease, checked before writing
   */
  void replace(StateImage image, Lease lease);

  /** Removes everything of this environment from the store, last of all the place itself. */
  void remove(Lease lease);

  /**
   * Returns what the account needs to be allowed to do to read and keep the environment's state.
   */
  default List<Need> needs() {
    return List.of();
  }

  @Override
  void close();
}
