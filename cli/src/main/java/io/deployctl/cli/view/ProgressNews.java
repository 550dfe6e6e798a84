package io.deployctl.cli.view;

import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.StepId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Picks what is worth a line of its own where lines are only added: not what was said just before,
 * and not more than a line every few seconds of each step. Not safe for several threads.
 */
final class ProgressNews {
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final Map<StepId, RunEvent.StepProgress> last = new HashMap<>();

  /** Returns whether to print what the step tells. */
  boolean isNews(RunEvent.StepProgress event) {
    RunEvent.StepProgress before = last.get(event.step());
    boolean news =
        before == null
            || (!before.line().equals(event.line())
                && !event.at().isBefore(before.at().plus(PAUSE)));
    if (news) {
      last.put(event.step(), event);
    }
    return news;
  }
}
