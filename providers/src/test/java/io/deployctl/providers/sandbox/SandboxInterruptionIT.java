package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.providers.sandbox.SandboxStatus.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sandboxes that are cut off in every way; the next one must not trip over what is left. */
class SandboxInterruptionIT {
  private static final String LATE = "starting kube-controller-manager";

  @TempDir private Path home;

  @AfterEach
  void leaveNothing() {
    Sandboxes.down(TestSandboxes.spec("cut", home), Progress.silent());
    assertThat(TestSandboxes.processesUnder(home)).isEmpty();
  }

  @Test
  void interruptedThreadLeavesNothing() {
    SandboxSpec spec = TestSandboxes.spec("cut", home);

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Sandboxes.up(spec, SandboxInterruptionIT::interruptWhenLate))
        .satisfies(cut -> assertThat(cut.status()).isEqualTo(ExitStatus.INTERRUPTED));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(TestSandboxes.processesUnder(home)).isEmpty();
    assertThat(Sandboxes.status(spec).state()).isEqualTo(State.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalInTheMiddleOfUpLeavesNothing(String signal) throws Exception {
    Process command = upInAnotherProcess();
    awaitLate(command);

    signal(signal, command.pid());

    assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(TestSandboxes.processesUnder(home)).isEmpty();
  }

  @Test
  void killedCommandIsClearedAwayByTheNextUp() throws Exception {
    Process command = upInAnotherProcess();
    awaitLate(command);

    signal("KILL", command.pid());

    assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
    SandboxSpec spec = TestSandboxes.spec("cut", home);
    assertThat(Sandboxes.status(spec).state()).isEqualTo(State.BROKEN);
    List<String> left = TestSandboxes.processesUnder(home);
    assertThat(left).isNotEmpty();
    try (RunningSandbox next = Sandboxes.up(spec)) {
      assertThat(next.status().state()).isEqualTo(State.RUNNING);
      assertThat(TestSandboxes.processesUnder(home)).hasSize(5).doesNotContainAnyElementsOf(left);
    }
  }

  @Test
  void killedComponentIsNoticedAndAllOfItStartedAfresh() throws Exception {
    SandboxSpec spec = TestSandboxes.spec("cut", home);
    RunningSandbox sandbox = Sandboxes.up(spec);
    for (Set<Component> killed :
        List.of(
            EnumSet.of(Component.ETCD),
            EnumSet.of(Component.API_SERVER, Component.KWOK),
            EnumSet.allOf(Component.class))) {
      for (Component component : killed) {
        signal("KILL", pid(sandbox, component));
      }
      Waiting.until(
          Duration.ofSeconds(10),
          "the kill to be noticed",
          () -> Sandboxes.status(spec).state() == State.BROKEN);

      sandbox = Sandboxes.up(spec);

      assertThat(sandbox.started()).isTrue();
      assertThat(sandbox.status().state()).isEqualTo(State.RUNNING);
      assertThat(TestSandboxes.processesUnder(home)).hasSize(5);
    }
  }

  private static long pid(RunningSandbox sandbox, Component component) {
    return sandbox.status().components().stream()
        .filter(part -> part.program().equals(component.program()))
        .mapToLong(part -> part.pid().orElseThrow())
        .findFirst()
        .orElseThrow();
  }

  private static void interruptWhenLate(String message) {
    if (message.startsWith(LATE)) {
      Thread.currentThread().interrupt();
    }
  }

  private Process upInAnotherProcess() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            UpInAnotherProcess.class.getName(),
            home.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static void awaitLate(Process command) throws IOException {
    BufferedReader said = command.inputReader();
    String line = said.readLine();
    while (line != null && !line.startsWith(LATE)) {
      line = said.readLine();
    }
    assertThat(line).isNotNull();
  }

  private static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }
}
