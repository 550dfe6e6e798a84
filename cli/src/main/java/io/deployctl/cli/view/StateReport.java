package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.store.StateImage;
import java.util.Optional;

/**
 * What became of an environment's state as a whole.
 *
 * @param what what was done with it
 * @param file the file, as the user named it; empty where there is none
 * @param image the state
 * @param next the command to run next, if there is one
 */
public record StateReport(What what, String file, StateImage image, Optional<String> next) {
  /** Refuses nulls. */
  public StateReport {
    requireNonNull(what, "what is null");
    requireNonNull(file, "file is null");
    requireNonNull(image, "image is null");
    requireNonNull(next, "next is null");
  }

  /** What was done. */
  public enum What {
    /** It was saved to a file. */
    EXPORTED("exported"),
    /** It was put in its place. */
    IMPORTED("imported"),
    /** What an emergency did was added to it. */
    RECONCILED("reconciled"),
    /** What an emergency did was dropped. */
    DISCARDED("discarded");

    private final String word;

    What(String word) {
      this.word = word;
    }

    /** Returns it in a word, as programs read it. */
    public String word() {
      return word;
    }
  }

  /** Returns the report of an export. */
  public static StateReport exported(String file, StateImage image) {
    return new StateReport(What.EXPORTED, file, image, Optional.empty());
  }

  /** Returns the report of an import. */
  public static StateReport imported(String file, StateImage image, String next) {
    return new StateReport(What.IMPORTED, file, image, Optional.of(next));
  }

  /** Returns the report of an emergency that is in the environment's state now. */
  public static StateReport reconciled(StateImage image, String next) {
    return new StateReport(What.RECONCILED, "", image, Optional.of(next));
  }

  /** Returns the report of an emergency whose record was dropped. */
  public static StateReport discarded(StateImage image, String next) {
    return new StateReport(What.DISCARDED, "", image, Optional.of(next));
  }
}
