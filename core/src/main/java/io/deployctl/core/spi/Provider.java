package io.deployctl.core.spi;

import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/**
 * What a step drives. The one open door of deployctl: a new kind of step is a new provider, and
 * nothing else changes but the one place that lists them.
 *
 * <p>A provider itself touches nothing: all work happens in a {@link Session}.
 */
public interface Provider {
  /** Returns what can be known of the provider offline. */
  Descriptor descriptor();

  /**
   * Opens a session for one step. Cheap: connections and tools are opened by the session's first
   * need, so that a failure of theirs is a diagnostic of that step.
   */
  Session open(StepScope scope);

  /**
   * Returns what can be told only once every step of the project has been planned, such as a rule
   * of the project that nothing in any step answers to.
   */
  default List<Diagnostic> remarks() {
    return List.of();
  }
}
