package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A sandbox did not come up. */
final class StartFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> evidence;

  /** The component ended, with these last lines in its log. */
  StartFailure(Component component, List<String> evidence) {
    super(component.program() + " ended");
    this.evidence = evidence;
  }

  /** What was waited for did not come. */
  StartFailure(String what, Duration patience) {
    super("waited " + patience.toSeconds() + " s in vain for " + what);
    this.evidence = List.of();
  }

  List<String> evidence() {
    return evidence;
  }

  /** Returns whether another process was faster in taking a port, so that others may do. */
  boolean portTaken() {
    return evidence.stream().anyMatch(line -> line.contains("address already in use"));
  }
}
