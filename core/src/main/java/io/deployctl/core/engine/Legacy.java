package io.deployctl.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * The plan file that a run leaves in the target until it has succeeded, so that somebody else can
 * finish the run from anywhere.
 */
public sealed interface Legacy {
  /** A file that is there already: the run applies it. */
  record OfFile(byte[] bytes) implements Legacy {
    /** Refuses null. */
    public OfFile {
      requireNonNull(bytes, "bytes is null");
    }
  }

  /**
   * A file that is made of the run's own plan.
   *
   * @param options what goes into it besides; may fail where that is too much for a file. Called
   *     from another thread
   */
  record OfPlan(Supplier<SealOptions> options) implements Legacy {
    /** Refuses null. */
    public OfPlan {
      requireNonNull(options, "options is null");
    }
  }
}
