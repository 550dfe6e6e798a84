package io.deployctl.core.event;

/** Takes events in the order in which they happened. Safe for several threads. */
@FunctionalInterface
public interface EventSink {
  /** Takes one event. Must not block for long: steps wait for it. */
  void accept(RunEvent event);
}
