package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {
  private Process process;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void livesAsLongAsItsProcess() throws InterruptedException {
    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
    assertThat(identity.alive()).isTrue();

    process.destroyForcibly();
    process.waitFor();

    assertThat(identity.alive()).isFalse();
    assertThat(ProcessIdentity.of(process.pid())).isEmpty();
  }

  @Test
  void survivesBeingWrittenDown() {
    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

    assertThat(ProcessIdentity.parse(identity + "\n")).contains(identity);
  }

  @Test
  void neverEndsALaterProcessOfTheSameNumber() throws InterruptedException {
    ProcessIdentity former = new ProcessIdentity(process.pid(), "another-boot:1");

    assertThat(former.alive()).isFalse();
    former.end(true);

    assertThat(Ending.end(List.of(former), Duration.ofSeconds(1))).isEmpty();
    assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void endsWhatDoesNotListen() throws IOException, InterruptedException {
    Process deaf = new ProcessBuilder("sh", "-c", "trap '' TERM; echo up; sleep 60 & wait").start();
    try {
      assertThat(deaf.getInputStream().read()).isEqualTo('u');
      ProcessIdentity identity = ProcessIdentity.of(deaf.pid()).orElseThrow();

      assertThat(Ending.end(List.of(identity), Duration.ofSeconds(10))).isEmpty();
      assertThat(identity.alive()).isFalse();
    } finally {
      deaf.descendants().forEach(ProcessHandle::destroyForcibly);
      deaf.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1", "-1 a", "1 a b", "99999999999 a", "0 a"})
  void doubtfulRecordNamesNoProcess(String text) {
    assertThat(ProcessIdentity.parse(text)).isEmpty();
  }

  @Test
  void whatOnlyWaitsToBeReapedIsGone(@TempDir Path proc) throws IOException {
    Files.createDirectories(proc.resolve("7"));
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "boot\n");
    String rest = " 1 7 7 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 4242 0 0";

    Files.writeString(proc.resolve("7/stat"), "7 (a) b (c)) S" + rest);
    assertThat(ProcessIdentity.linuxStart(proc, 7)).contains("boot:4242");

    Files.writeString(proc.resolve("7/stat"), "7 (etcd) Z" + rest);
    assertThat(ProcessIdentity.linuxStart(proc, 7)).isEmpty();
    assertThat(ProcessIdentity.linuxStart(proc, 8)).isEmpty();
  }
}
