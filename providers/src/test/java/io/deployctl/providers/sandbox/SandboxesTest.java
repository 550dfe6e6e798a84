package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.providers.sandbox.SandboxStatus.Part;
import io.deployctl.providers.sandbox.SandboxStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What happens around the real programs; scripts stand in for them where some must run. */
class SandboxesTest {
  @TempDir private Path home;
  private final List<String> told = new ArrayList<>();
  private SandboxSpec spec;

  @BeforeEach
  void specify() {
    spec =
        new SandboxSpec(
            "default",
            new SandboxHome(home.resolve("state"), home.resolve("cache")),
            1,
            List.of(),
            System.getenv(),
            Clock.systemUTC(),
            Duration.ofSeconds(20));
  }

  @Test
  void nothingIsAbsentAndTakenDownWithoutAWord() {
    assertThat(Sandboxes.status(spec).state()).isEqualTo(State.ABSENT);
    assertThat(Sandboxes.status(spec).kubeconfig()).isEmpty();
    assertThat(Sandboxes.down(spec, told::add)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void halfMadeDirectoryIsBrokenAndTakenDown() throws IOException {
    SandboxDirectory directory = spec.directory();
    directory.create();
    directory.write(directory.tokens(), "");
    directory.write(directory.pidFile(Component.ETCD), "not a number\n");

    assertThat(Sandboxes.status(spec).state()).isEqualTo(State.BROKEN);
    assertThat(Sandboxes.down(spec, told::add)).isEmpty();
    assertThat(directory.root()).doesNotExist();
  }

  @Test
  void fileInTheWayIsNamed() throws IOException {
    programs("exit 3");
    Files.writeString(spec.home().sandboxes(), "no directory");

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Sandboxes.up(spec, told::add))
        .withMessageContaining(spec.home().sandboxes() + " is in the way");
  }

  @Test
  void neverEndsAProcessThatOnlyHasTheNumber() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      SandboxDirectory directory = spec.directory();
      directory.create();
      directory.write(directory.pidFile(Component.KWOK), stranger.pid() + " before-the-reboot:1\n");

      assertThat(Sandboxes.status(spec).components()).noneMatch(Part::running);
      assertThat(Sandboxes.down(spec, told::add)).isEmpty();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void endsAStrayThatNoFileKnows() throws Exception {
    // A shell under the program's name, with the sandbox's directory among its arguments.
    Path etcd = Files.copy(Path.of("/bin/sh").toRealPath(), home.resolve("etcd"));
    String data = "--data-dir=" + spec.directory().root().resolve("etcd");
    Process stray = new ProcessBuilder(etcd.toString(), "-c", "sleep 60; :", data).start();
    try {
      assertThat(Sandboxes.down(spec, told::add)).containsExactly("etcd");
      assertThat(stray.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      stray.descendants().forEach(ProcessHandle::destroyForcibly);
      stray.destroyForcibly();
    }
  }

  @Test
  void failedStartShowsTheLogAndLeavesNothing() throws IOException {
    programs("echo 'disk quota exceeded' >&2; exit 3");

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Sandboxes.up(spec, told::add))
        .satisfies(
            failure -> {
              assertThat(failure.diagnostics().get(0).summary()).contains("ended");
              assertThat(failure.diagnostics().get(0).details())
                  .containsExactly("disk quota exceeded");
            });
    assertThat(spec.directory().root()).doesNotExist();
    assertThat(told).containsExactly("starting etcd and kube-apiserver");
  }

  @Test
  void takenPortsAreTriedFiveTimes() throws IOException {
    programs("echo 'listen tcp 127.0.0.1:1: bind: address already in use' >&2; exit 1");

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Sandboxes.up(spec, told::add));

    assertThat(told).filteredOn(line -> line.contains("a port was taken")).hasSize(4);
    assertThat(spec.directory().root()).doesNotExist();
  }

  @Test
  void vainWaitingEndsAndLeavesNoProcess() throws IOException {
    programs("exec sleep 60");
    SandboxSpec hasty =
        new SandboxSpec(
            spec.name(),
            spec.home(),
            1,
            List.of(),
            spec.environment(),
            spec.clock(),
            Duration.ofMillis(200));

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Sandboxes.up(hasty, told::add))
        .withMessageContaining("in vain for the API server's certificate");

    assertThat(spec.directory().root()).doesNotExist();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private void programs(String script) throws IOException {
    BinarySet set = Binaries.expected(spec.home());
    Files.createDirectories(set.directory());
    for (Program program : Program.all(Versions.pinned())) {
      Files.writeString(set.program(program), "#!/bin/sh\n" + script + "\n");
      assertThat(set.program(program).toFile().setExecutable(true)).isTrue();
      Files.createFile(set.marker(program));
    }
  }

  @Test
  void environmentOfTheProgramsHasNoneOfTheUsersSecrets() throws IOException {
    programs("env; exit 3");
    SandboxSpec secretive =
        SandboxSpec.named(
            "default", spec.home(), Map.of("PATH", "/usr/bin:/bin", "TOKEN", "s3cr3t"));

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Sandboxes.up(secretive))
        .satisfies(
            failure ->
                assertThat(failure.diagnostics().get(0).details())
                    .noneMatch(line -> line.contains("s3cr3t"))
                    .anyMatch(line -> line.startsWith("HOME=" + spec.home().sandboxes())));
  }
}
