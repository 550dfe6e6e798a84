package io.deployctl.cli.command;

import io.deployctl.core.event.EventSink;
import io.deployctl.core.event.RunEvent;

/** Passes events on to whoever shows the run, which is known only once there is a plan. */
final class EventRelay implements EventSink {
  private volatile EventSink sink = event -> {};

  /** From now on events go to the sink. */
  void to(EventSink other) {
    sink = other;
  }

  @Override
  public void accept(RunEvent event) {
    sink.accept(event);
  }
}
