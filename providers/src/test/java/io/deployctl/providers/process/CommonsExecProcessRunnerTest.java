package io.deployctl.providers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs real shells that hang, fork, shout and refuse to die. */
@Timeout(60)
class CommonsExecProcessRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path directory;

  private final TestRedactor redactor = new TestRedactor();
  private final Cancellation cancellation = new Cancellation();
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private CommonsExecProcessRunner runner;

  @BeforeEach
  void makeRunner() {
    runner =
        new CommonsExecProcessRunner(
            Map.of("PATH", System.getenv("PATH"), "INHERITED", "from outside"),
            new CommonsExecProcessRunner.Limits(Duration.ofMillis(600), 1 << 20, 20));
  }

  @Test
  void outputAndExitCodeComeBack() {
    ToolResult result = sh("echo out; echo err >&2; exit 3");

    assertThat(result.end()).isEqualTo(ToolResult.End.EXITED);
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output()).isEqualTo("out\n");
    assertThat(result.lastLines()).containsExactlyInAnyOrder("out", "err");
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void childSeesGivenEnvironmentAndNothingElse() {
    ToolResult result =
        run(
            new ToolCommand(
                List.of("sh", "-c", "env"),
                directory,
                Map.of("EXTRA", "öne more"),
                Map.of(),
                Optional.empty(),
                LONG,
                shown::add));

    assertThat(result.output()).contains("INHERITED=from outside").contains("EXTRA=öne more");
    assertThat(result.output()).doesNotContain("HOME=");
  }

  @Test
  void argumentsArriveAsTheyAre() throws IOException {
    Path script = script("printf '[%s]' \"$@\"");

    ToolResult result =
        run(
            ToolCommand.of(
                List.of(script.toString(), "a b", "\"q\"", "$HOME", "it's", "", "*"),
                directory,
                LONG));

    assertThat(result.output()).isEqualTo("[a b][\"q\"][$HOME][it's][][*]");
  }

  @Test
  void inputIsReadAndWithoutInputThereIsNone() {
    assertThat(withInput("wc -c", Optional.of(new byte[3_000_000])).output().strip())
        .isEqualTo("3000000");
    assertThat(withInput("wc -c", Optional.empty()).output().strip()).isEqualTo("0");
  }

  @Test
  void childThatNeverReadsItsInputStillEnds() {
    assertThat(withInput("exit 0", Optional.of(new byte[3_000_000])).succeeded()).isTrue();
  }

  @Test
  void unknownProgramIsNotFound() {
    ToolResult result = run(ToolCommand.of(List.of("no-such-tool"), directory, LONG));

    assertThat(result.end()).isEqualTo(ToolResult.End.NOT_FOUND);
    assertThat(result.lastLines().get(0)).startsWith("`no-such-tool` is not on the PATH (");
  }

  @Test
  void scriptWithoutExecutableBitIsToldApart() throws IOException {
    Files.writeString(directory.resolve("tool.sh"), "#!/bin/sh\n");

    ToolResult result = run(ToolCommand.of(List.of("./tool.sh"), directory, LONG));

    assertThat(result.end()).isEqualTo(ToolResult.End.NOT_FOUND);
    assertThat(result.lastLines())
        .containsExactly("`./tool.sh` is not executable; `chmod +x` makes it so");
  }

  @Test
  void missingWorkingDirectoryIsSaid() {
    ToolResult result = run(ToolCommand.of(List.of("sh"), directory.resolve("nowhere"), LONG));

    assertThat(result.lastLines().get(0)).contains("nowhere").contains("does not exist");
  }

  @Test
  void timeoutEndsChildrenAndGrandchildren() throws Exception {
    ToolResult result = shFor(Duration.ofMillis(700), "sleep 100 & echo $! ; sh -c 'sleep 100'");

    assertThat(result.end()).isEqualTo(ToolResult.End.TIMED_OUT);
    assertThat(result.exitCode()).isEqualTo(-1);
    assertThat(isAlive(result.output())).isFalse();
  }

  @Test
  void childThatIgnoresTermIsKilled() {
    ToolResult result =
        shFor(Duration.ofMillis(700), "trap '' TERM INT; echo $$; while :; do sleep 0.05; done");

    assertThat(result.end()).isEqualTo(ToolResult.End.TIMED_OUT);
    assertThat(isAlive(result.output())).isFalse();
  }

  @Test
  void toolMayEndItsOwnChildrenFirst() {
    ToolResult result =
        shFor(
            Duration.ofMillis(700),
            "sleep 100 & child=$!; trap 'kill -0 $child && echo child lives; exit' TERM; wait");

    assertThat(result.output()).isEqualTo("child lives\n");
  }

  @Test
  void abortEndsTheTreeAtOnce() {
    Thread abort = new Thread(cancellation::abort);
    ToolResult result =
        run(command("echo $$; echo go; sleep 100", LONG, line -> startOnce(abort, line)));

    assertThat(result.end()).isEqualTo(ToolResult.End.ABORTED);
    assertThat(isAlive(result.output().lines().findFirst().orElseThrow())).isFalse();
  }

  @Test
  void stopLetsTheChildFinish() {
    ToolResult result =
        run(command("echo go; sleep 0.3; echo finished", LONG, line -> cancellation.stop()));

    assertThat(result.succeeded()).isTrue();
    assertThat(result.output()).endsWith("finished\n");
  }

  @Test
  void nothingIsStartedAfterAnAbort() {
    cancellation.abort();

    ToolResult result = sh("touch started");

    assertThat(result.end()).isEqualTo(ToolResult.End.ABORTED);
    assertThat(directory.resolve("started")).doesNotExist();
  }

  @Test
  void interruptEndsTheTreeAndIsRemembered() {
    Thread caller = Thread.currentThread();
    ToolResult result = run(command("echo $$; sleep 100", LONG, line -> caller.interrupt()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.end()).isEqualTo(ToolResult.End.ABORTED);
    assertThat(isAlive(result.output())).isFalse();
  }

  @Test
  void backgroundProcessThatHoldsThePipeDoesNotOutliveItsParent() {
    ToolResult result = sh("sleep 100 & echo $!");

    assertThat(result.succeeded()).isTrue();
    assertThat(isAlive(result.output())).isFalse();
  }

  @Test
  void daemonInASessionOfItsOwnIsFoundByItsMark() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");

    ToolResult result =
        sh("setsid sh -c 'echo $$; exec sleep 100' </dev/null 2>&1 & sleep 0.2; exit 0");

    assertThat(result.succeeded()).isTrue();
    assertThat(isAlive(result.output())).isFalse();
  }

  @Test
  void childRunsInItsOwnSession() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "needs setsid");

    String[] ids = sh("cut -d' ' -f1,6 /proc/$$/stat; :").output().strip().split(" ");

    assertThat(ids[0]).isEqualTo(ids[1]);
  }

  @Test
  void floodOfOutputStaysBounded() {
    int[] lines = {0};
    ToolResult result =
        run(
            command(
                "yes 'some line of a tool that says too much' | head -c 300000000; echo; echo last",
                LONG,
                line -> lines[0]++));

    assertThat(result.succeeded()).isTrue();
    assertThat(result.outputTruncated()).isTrue();
    assertThat(result.output()).hasSize(1 << 20);
    assertThat(result.lastLines()).hasSize(20).endsWith("last");
    assertThat(lines[0]).isGreaterThan(7_000_000);
  }

  @Test
  void lineWithoutEndIsCut() {
    ToolResult result = sh("head -c 30000000 /dev/zero | tr '\\0' 'x'; echo; echo next");

    assertThat(result.lastLines()).hasSize(2).endsWith("next");
    assertThat(result.lastLines().get(0)).hasSize(8_193).endsWith("…");
  }

  @Test
  void secretSplitOverChunksIsMasked() {
    ToolCommand command =
        new ToolCommand(
            List.of("sh", "-c", "printf 'key=open-'; sleep 0.2; echo 'sesame'; echo \"$KEY\" >&2"),
            directory,
            Map.of(),
            Map.of("KEY", new SecretText("open-sesame")),
            Optional.empty(),
            LONG,
            shown::add);

    ToolResult result = run(command);

    assertThat(result.lastLines()).containsExactlyInAnyOrder("key=(secret)", "(secret)");
    assertThat(shown).containsExactlyElementsOf(result.lastLines());
    assertThat(result.output()).isEqualTo("key=open-sesame\n");
  }

  @Test
  void bytesThatAreNoTextAndSplitCharactersSurvive() {
    ToolResult result =
        sh("printf '\\303'; sleep 0.1; printf '\\244\\n'; printf 'a\\377b\\n'; printf 'end'");

    assertThat(result.lastLines()).containsExactly("ä", "a\uFFFDb", "end");
  }

  @Test
  void textThatSteersATerminalIsTakenOut() {
    ToolResult result =
        sh("printf '\\033[31mred\\033[0m\\a\\033]0;title\\007!\\r\\n10%%\\r20%%\\n'");

    assertThat(result.lastLines()).containsExactly("red!", "10%", "20%");
  }

  @Test
  void watcherThatFailsDoesNotBlockTheChild() {
    assertThatThrownBy(
            () ->
                run(
                    command(
                        "yes | head -c 1000000; touch done",
                        LONG,
                        line -> {
                          throw new IllegalStateException("watcher broke");
                        })))
        .hasMessage("watcher broke");
    assertThat(directory.resolve("done")).exists();
  }

  private ToolResult sh(String script) {
    return shFor(LONG, script);
  }

  private ToolResult shFor(Duration timeout, String script) {
    return run(command(script, timeout, shown::add));
  }

  private ToolResult withInput(String script, Optional<byte[]> input) {
    return run(
        new ToolCommand(
            List.of("sh", "-c", script), directory, Map.of(), Map.of(), input, LONG, shown::add));
  }

  private ToolCommand command(String script, Duration timeout, Consumer<String> onLine) {
    return new ToolCommand(
        List.of("sh", "-c", script),
        directory,
        Map.of(),
        Map.of(),
        Optional.empty(),
        timeout,
        onLine);
  }

  private ToolResult run(ToolCommand command) {
    return runner.run(command, redactor, cancellation);
  }

  private Path script(String body) throws IOException {
    Path script = directory.resolve("script.sh");
    Files.write(script, ("#!/bin/sh\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static void startOnce(Thread thread, String line) {
    if (line.equals("go")) {
      thread.start();
    }
  }

  /** A process that ended but was not collected by its new parent yet counts as ended. */
  private static boolean isAlive(String pid) {
    Path stat = Path.of("/proc", pid.strip(), "stat");
    try {
      return !Files.isDirectory(Path.of("/proc/self"))
          ? ProcessHandle.of(Long.parseLong(pid.strip())).isPresent()
          : !Files.readString(stat).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }
}
