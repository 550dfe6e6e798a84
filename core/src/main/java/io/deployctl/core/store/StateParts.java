package io.deployctl.core.store;

import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The parts of an environment's state, each read for itself, so that a part that is damaged keeps
 * no other from being read. Each method throws a {@code DeployctlException} that names the part and
 * what is wrong with it; empty means that there is no such part.
 */
public interface StateParts {
  /** Returns which environment it is, found without the index where that is damaged or gone. */
  Optional<EnvironmentIdentity> identity();

  /** Returns the index. */
  Optional<EnvironmentIndex> index();

  /** Returns the environment's key. */
  Optional<EnvironmentKey> key();

  /** Returns the inventory, found without the index where that is damaged or gone. */
  Optional<Inventory> inventory();

  /** Returns the numbers of the releases whose records should be there, or are. */
  SortedSet<Integer> releases();

  /** Returns a release's record. */
  Optional<Release> release(int number);

  /**
   * Returns content.
   *
   * @param identity which environment's
   * @param key its key, if it is known: what is sealed can't be read without
   */
  Optional<Content> content(
      ContentRef reference, EnvironmentIdentity identity, Optional<EnvironmentKey> key);
}
