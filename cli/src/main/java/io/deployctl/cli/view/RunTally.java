package io.deployctl.cli.view;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.plan.Verb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what a run has done. Not safe for several threads. */
final class RunTally {
  /** What is told at the first signal. */
  static final String STOPPING =
      "Stopping: nothing new begins, and what runs comes to its end. Interrupt again to end that too";

  /** What is told at the second signal. */
  static final String ABORTING =
      "Ending what runs. What it was about is in doubt then; `deployctl resume` finds out";

  private final Map<Verb, Integer> done = new EnumMap<>(Verb.class);
  private boolean begun;

  /** Notes that the run began. */
  void begin() {
    begun = true;
  }

  /** Returns whether the run began; a plan without changes and checks never does. */
  boolean hasBegun() {
    return begun;
  }

  /** Counts one act, unless it failed. */
  void add(RunEvent.ActFinished act) {
    if (act.failure().isEmpty()) {
      done.merge(act.verb(), 1, Integer::sum);
    }
  }

  /** Returns what was done, in words; {@code nothing changed} where nothing was. */
  String words() {
    List<String> parts = new ArrayList<>();
    for (Verb verb : Verb.values()) {
      int count = done.getOrDefault(verb, 0);
      if (count > 0 && verb.isAct()) {
        parts.add(count + " " + past(verb));
      }
    }
    return parts.isEmpty() ? "nothing changed" : String.join(", ", parts);
  }

  /** Returns the line above a run. A run that only looks has no lease, so no fencing number. */
  static String title(RunEvent.RunStarted event) {
    return event.fence() == 0
        ? "Checking release " + event.release()
        : "Release " + event.release() + " begins";
  }

  /** Returns what was done to one object, such as {@code created}. */
  static String past(Verb verb) {
    return switch (verb) {
      case CREATE -> "created";
      case UPDATE -> "changed";
      case REPLACE -> "replaced";
      case DELETE -> "deleted";
      case RUN -> "run";
      case ADOPT -> "taken over";
      case READ -> "checked";
    };
  }
}
