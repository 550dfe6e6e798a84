package io.deployctl.providers.kubernetes.store;

import java.util.function.Supplier;

/** Turns what the API server refuses into something to tell a user. */
@FunctionalInterface
interface StateCalls {
  /**
   * Does something with the stored state.
   *
   * @param doing what, for messages: {@code reading the environment's state}
   */
  <T> T call(String doing, Supplier<T> work);
}
