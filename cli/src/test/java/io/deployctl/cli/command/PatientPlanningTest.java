package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.engine.Engine;
import io.deployctl.core.engine.RunOptions;
import io.deployctl.core.model.ExitStatus;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PatientPlanningTest {
  private final List<String> done = new ArrayList<>();
  private final Engine engine =
      (Engine)
          Proxy.newProxyInstance(
              Engine.class.getClassLoader(),
              new Class<?>[] {Engine.class},
              (proxy, method, arguments) -> {
                done.add(method.getName() + " " + arguments[0]);
                return null;
              });

  private void plan(Duration wait, String code) {
    PatientPlanning.of(
        engine,
        new RunOptions(1, wait),
        () -> {
          done.add("plan");
          return new Engine.Planning.Refused(
              ExitStatus.FAILED, List.of(Diagnostic.error(code, "refused")));
        });
  }

  @Test
  void whoWaitsForAnotherRunPlansAfterIt() {
    plan(Duration.ofMinutes(1), "other");

    assertThat(done).containsExactly("standBy PT1M", "plan");
  }

  @Test
  void whoDoesNotWaitPlansAtOnce() {
    plan(Duration.ZERO, "other");

    assertThat(done).containsExactly("plan");
  }

  @Test
  void stepInDoubtIsPlannedAgainOnceNobodyIsAtWork() {
    plan(Duration.ZERO, "in-doubt");

    assertThat(done).containsExactly("plan", "standBy PT0S", "plan");
  }
}
