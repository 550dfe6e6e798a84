package io.deployctl.core.spi;

import io.deployctl.core.plan.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells what the account that deployctl runs as may do. For several threads. */
public interface Rights {
  /** Knows nothing, and so misses nothing. */
  Rights UNKNOWN =
      new Rights() {
        @Override
        public List<Permission> missing(Collection<Permission> wanted) {
          return List.of();
        }

        @Override
        public Optional<String> account() {
          return Optional.empty();
        }
      };

  /**
   * Returns those of the permissions that the account does not have, sorted. One that can't be
   * found out is not among them: the act itself will tell. Few requests, however many permissions.
   */
  List<Permission> missing(Collection<Permission> wanted);

  /** Returns the account's name, if the server tells it. */
  Optional<String> account();
}
