package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells stored state that is damaged from state that is only not this version's, or not ours. */
public final class Damages {
  private static final String NEWER = "newer-record";
  private static final String UNREADABLE = "unreadable-record";

  private Damages() {}

  /** Returns whether a record could not be read because a newer version wrote it. */
  public static boolean isNewer(DeployctlException failure) {
    return failure.diagnostics().get(0).code().equals(NEWER);
  }

  /**
   * Returns what is read, or empty where it is damaged and may be replaced. What a newer version
   * wrote, or what is another environment's, may not.
   */
  public static <T> Optional<T> unlessDamaged(Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (DeployctlException failure) {
      if (failure.diagnostics().get(0).code().equals(UNREADABLE)) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
