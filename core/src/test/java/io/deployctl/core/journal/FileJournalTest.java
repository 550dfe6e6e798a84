package io.deployctl.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.Fingerprint;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.release.StepOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final Clock CLOCK = Clock.fixed(AT, ZoneOffset.UTC);
  private static final RunId RUN = new RunId("run-1");
  private static final StepId STEP = new StepId("api");
  private static final Effect EFFECT =
      Effect.of("e1", Verb.UPDATE, "Deployment ecap/api")
          .withPrecondition(new Fingerprint(1, new TreeMap<>(java.util.Map.of("uid", "u1"))));
  private static final Effect REPEATABLE =
      new Effect(
          "e2",
          Verb.UPDATE,
          "ConfigMap ecap/api",
          Optional.empty(),
          List.of(),
          Undo.REVERSIBLE,
          Optional.empty(),
          Set.of(),
          true,
          List.of());

  @TempDir Path state;

  @Test
  void journalTellsTheRunInOrder() throws IOException {
    JournalDirectory directory = new JournalDirectory(state, "ecap", "production", CLOCK);
    try (Journal journal = directory.open(RUN)) {
      journal.record(new RunEvent.RunStarted(AT, RUN, PlanMode.DEPLOY, "production", 3, 7));
      journal.record(new RunEvent.StepProgress(AT, STEP, "waiting"));
      long intent = journal.intent(STEP, EFFECT, 7);
      journal.outcome(intent, Optional.empty());
      journal.record(
          new RunEvent.StepFinished(
              AT,
              "workloads",
              STEP,
              StepOutcome.SUCCEEDED,
              Duration.ofSeconds(2),
              List.of(Diagnostic.warning("slow", "took long"))));
      journal.record(
          new RunEvent.RunFinished(
              AT,
              3,
              ReleaseStatus.DEPLOYED,
              ExitStatus.DONE,
              true,
              Duration.ofSeconds(3),
              List.of()));
    }

    Path file = state.resolve("ecap/production/run-1.jsonl");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    List<JournalLine> lines = JournalReader.read(file);
    assertThat(lines)
        .extracting(JournalLine::type)
        .containsExactly(
            "journal", "run-started", "intent", "outcome", "step-finished", "run-finished");
    assertThat(lines.get(2).text("effect")).isEqualTo("e1");
    assertThat(lines.get(2).text("expected")).contains("uid=u1");
    assertThat(lines.get(2).text("fence")).isEqualTo("7");
    assertThat(lines.get(3).text("intent")).isEqualTo(lines.get(2).text("intent"));
  }

  @Test
  void journalTornAtAnyByteIsReadUpToItsLastWholeLine() throws IOException {
    Path file = state.resolve("j.jsonl");
    try (FileJournal journal = FileJournal.create(file, RUN, CLOCK)) {
      journal.intent(STEP, EFFECT, 1);
      journal.intent(STEP, EFFECT, 1);
    }
    byte[] whole = Files.readAllBytes(file);
    Path torn = state.resolve("torn.jsonl");
    for (int length = 0; length < whole.length; length++) {
      Files.write(torn, java.util.Arrays.copyOf(whole, length));
      String kept = new String(whole, 0, length, StandardCharsets.UTF_8);
      assertThat(JournalReader.read(torn))
          .hasSize((int) kept.chars().filter(c -> c == '\n').count());
    }
  }

  @Test
  void damageInTheMiddleIsToldWithItsLine() throws IOException {
    Path file = state.resolve("j.jsonl");
    try (FileJournal journal = FileJournal.create(file, RUN, CLOCK)) {
      journal.intent(STEP, EFFECT, 1);
    }
    Files.writeString(file, "garbage\n{}\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> JournalReader.read(file))
        .isInstanceOfSatisfying(
            DeployctlException.class,
            damaged ->
                assertThat(damaged.diagnostics().get(0).position().orElseThrow().line())
                    .isEqualTo(3));
    Files.writeString(file, "{\"type\":\"intent\"}\n");
    assertThatThrownBy(() -> JournalReader.read(file)).isInstanceOf(DeployctlException.class);
    assertThatThrownBy(() -> JournalReader.read(state.resolve("absent")))
        .isInstanceOf(DeployctlException.class);
  }

  @Test
  void intentIsOnDiskWhenItReturns() {
    RecordingSink sink = new RecordingSink();
    try (FileJournal journal = FileJournal.begin(sink, Path.of("test"), RUN, CLOCK)) {
      journal.record(new RunEvent.StageStarted(AT, "workloads"));
      journal.intent(STEP, EFFECT, 1);

      assertThat(sink.synced()).contains("stage-started").contains("\"intent\":1");
    }
    assertThat(sink.isClosed()).isTrue();
  }

  @Test
  void intentOfWhatMayBeRepeatedIsWrittenWhenItReturns() {
    RecordingSink sink = new RecordingSink();
    FileJournal journal = FileJournal.begin(sink, Path.of("test"), RUN, CLOCK);
    int before = sink.syncs();

    journal.intent(STEP, REPEATABLE, 1);
    assertThat(sink.written()).contains("\"intent\":1");
    assertThat(sink.syncs()).isEqualTo(before);

    journal.intent(STEP, EFFECT, 1);
    assertThat(sink.synced()).contains("\"intent\":1").contains("\"intent\":2");

    sink.failFromNowOn();
    assertThatThrownBy(() -> journal.intent(STEP, REPEATABLE, 1))
        .isInstanceOf(DeployctlException.class);
    assertThatThrownBy(journal::close).isInstanceOf(DeployctlException.class);
  }

  @Test
  void intentsThatQueueUpShareASync() throws Exception {
    RecordingSink sink = new RecordingSink();
    int threads = 16;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (FileJournal journal = FileJournal.begin(sink, Path.of("test"), RUN, CLOCK)) {
      int before = sink.syncs();
      sink.holdNextSync();
      Future<?> first = pool.submit(() -> journal.intent(STEP, EFFECT, 1));
      sink.awaitHeldSync();
      List<Future<?>> others = new ArrayList<>();
      for (int i = 1; i < threads; i++) {
        others.add(pool.submit(() -> journal.intent(STEP, EFFECT, 1)));
      }
      while (sink.written().lines().filter(line -> line.contains("\"type\":\"intent\"")).count()
          < threads) {
        Thread.onSpinWait();
      }
      sink.release();
      first.get();
      for (Future<?> other : others) {
        other.get();
      }
      assertThat(sink.syncs() - before).isEqualTo(2);
      assertThat(sink.synced().lines().filter(line -> line.contains("\"type\":\"intent\"")))
          .hasSize(threads);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void interruptedThreadStillWrites() throws IOException {
    Path file = state.resolve("j.jsonl");
    try (FileJournal journal = FileJournal.create(file, RUN, CLOCK)) {
      Thread.currentThread().interrupt();
      journal.intent(STEP, EFFECT, 1);
      assertThat(Thread.interrupted()).isTrue();
      journal.intent(STEP, EFFECT, 1);
    }

    assertThat(JournalReader.read(file)).hasSize(3);
  }

  @Test
  void failureToWriteIsToldToEverybodyFromThenOn() {
    RecordingSink sink = new RecordingSink();
    FileJournal journal = FileJournal.begin(sink, Path.of("/var/j"), RUN, CLOCK);
    sink.failFromNowOn();

    assertThatThrownBy(() -> journal.intent(STEP, EFFECT, 1))
        .isInstanceOf(DeployctlException.class)
        .hasMessageContaining("can't write the run's journal `/var/j`");
    assertThatThrownBy(() -> journal.record(new RunEvent.StageStarted(AT, "x")))
        .isInstanceOf(DeployctlException.class);
    assertThatThrownBy(journal::close).isInstanceOf(DeployctlException.class);
    assertThat(sink.isClosed()).isTrue();
    assertThatThrownBy(() -> journal.intent(STEP, EFFECT, 1))
        .isInstanceOf(DeployctlException.class);
  }

  @Test
  void sameRunCanNotHaveTwoJournals() {
    JournalDirectory directory = new JournalDirectory(state, "ecap", "production", CLOCK);
    directory.open(RUN).close();

    assertThatThrownBy(() -> directory.open(RUN)).isInstanceOf(DeployctlException.class);
  }

  @Test
  void oldJournalsAreDeleted() throws IOException {
    JournalDirectory directory = new JournalDirectory(state, "ecap", "production", CLOCK);
    for (int i = 0; i < JournalDirectory.KEPT + 3; i++) {
      directory.open(new RunId("run-" + (1000 + i))).close();
    }

    assertThat(directory.file(new RunId("run-1002"))).doesNotExist();
    assertThat(directory.file(new RunId("run-1003"))).exists();
  }

  /** Remembers what was synced; can block or fail. */
  private static final class RecordingSink implements LineSink {
    private final StringBuilder written = new StringBuilder();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private String synced = "";
    private int syncs;
    private boolean holding;
    private boolean failing;
    private boolean closed;

    synchronized void holdNextSync() {
      holding = true;
    }

    void awaitHeldSync() throws InterruptedException {
      held.await();
    }

    void release() {
      released.countDown();
    }

    synchronized void failFromNowOn() {
      failing = true;
    }

    synchronized String written() {
      return written.toString();
    }

    synchronized String synced() {
      return synced;
    }

    synchronized int syncs() {
      return syncs;
    }

    synchronized boolean isClosed() {
      return closed;
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
      if (failing) {
        throw new IOException("No space left on device");
      }
      written.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void sync() throws IOException {
      String safe;
      boolean hold;
      synchronized (this) {
        safe = written.toString();
        hold = holding;
        holding = false;
      }
      if (hold) {
        held.countDown();
        try {
          released.await();
        } catch (InterruptedException interrupted) {
          throw new IOException(interrupted);
        }
      }
      synchronized (this) {
        synced = safe;
        syncs++;
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
    }
  }
}
