package io.deployctl.cli.command;

import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.Engine.Planning;
import io.deployctl.core.engine.RunOptions;
import java.util.function.Supplier;

/**
 * Plans for a run. A plan that is made while another run is at work is overtaken by it: who waits
 * for that run, waits before planning. A step that another run is in the middle of looks like one
 * that a run was cut off in: before a plan is refused for that, it has to be known that nobody is
 * at it.
 */
final class PatientPlanning {
  private static final String IN_DOUBT = "in-doubt";

  private PatientPlanning() {}

  /**
   * Plans once no run is under way, if that is to be waited for; again, where the plan found a step
   * in doubt.
   *
   * @param how how long to wait for other runs
   */
  static Planning of(Engine engine, RunOptions how, Supplier<Planning> planning) {
    if (!how.waitForLease().isZero()) {
      engine.standBy(how.waitForLease());
    }
    Planning first = planning.get();
    if (first instanceof Planning.Refused refused
        && refused.diagnostics().stream().anyMatch(why -> why.code().equals(IN_DOUBT))) {
      engine.standBy(how.waitForLease());
      return planning.get();
    }
    return first;
  }
}
