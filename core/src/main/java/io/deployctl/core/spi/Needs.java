package io.deployctl.core.spi;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Need;
import java.util.List;

/**
 * What a step has to be allowed to do in the cluster, whatever is there now.
 *
 * @param permissions each permission with what it is for
 * @param notes what can't be told, and what else there is to know
 */
public record Needs(List<Need> permissions, List<Diagnostic> notes) {
  /** What a step needs that never asks the cluster. */
  public static final Needs NONE = new Needs(List.of(), List.of());

  /**
   * Returns the needs of a step of which nobody can tell them.
   *
   * @param what does something in the cluster, as the beginning of a sentence
   */
  public static Needs unknown(String what) {
    return new Needs(
        List.of(), List.of(Diagnostic.note("needs-unknown", "what " + what + " is not known")));
  }

  /** Copies. */
  public Needs {
    permissions = List.copyOf(permissions);
    notes = List.copyOf(notes);
  }
}
