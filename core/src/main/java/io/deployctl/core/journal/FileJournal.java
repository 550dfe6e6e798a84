package io.deployctl.core.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.RunEvent;
import io.deployctl.core.file.FileTrouble;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A journal in one file of JSON lines, which {@link JournalReader} reads. */
public final class FileJournal implements Journal {
  private final GroupCommit lines;
  private final Path file;
  private final Clock clock;
  private final AtomicLong intents = new AtomicLong();
  private final EventLine eventLine = new EventLine();

  private FileJournal(LineSink sink, Path file, Clock clock) {
    this.lines = new GroupCommit(sink);
    this.file = file;
    this.clock = clock;
  }

  /**
   * Creates the journal of a run.
   *
   * @param file the file, which must not be there yet
   * @throws DeployctlException when it can't be written
   */
  public static FileJournal create(Path file, RunId run, Clock clock) {
    try {
      return begin(FileSink.create(file), file, run, clock);
    } catch (IOException failed) {
      throw failure(file, failed);
    }
  }

  static FileJournal begin(LineSink sink, Path file, RunId run, Clock clock) {
    FileJournal journal = new FileJournal(sink, file, clock);
    try {
      journal.write(JournalJson.head(run, clock.instant()), GroupCommit.Until.SYNCED);
      return journal;
    } catch (DeployctlException failed) {
      journal.abandon();
      throw failed;
    }
  }

  @Override
  public long intent(StepId step, Effect effect, long fence) {
    long number = intents.incrementAndGet();
    write(
        JournalJson.intent(number, step, effect, fence, clock.instant()),
        effect.repeatable() ? GroupCommit.Until.WRITTEN : GroupCommit.Until.SYNCED);
    return number;
  }

  @Override
  public void outcome(long intent, Optional<String> failure) {
    write(JournalJson.outcome(intent, failure, clock.instant()), GroupCommit.Until.WRITTEN);
  }

  @Override
  public void record(RunEvent event) {
    event.accept(eventLine).ifPresent(line -> write(line, GroupCommit.Until.WRITTEN));
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException failed) {
      throw failure(file, failed);
    }
  }

  private void abandon() {
    try {
      lines.close();
    } catch (IOException alreadyTold) {
      // Why it could not even begin is what counts.
    }
  }

  private void write(ObjectNode line, GroupCommit.Until until) {
    try {
      lines.append(JournalJson.text(line), until);
    } catch (IOException failed) {
      throw failure(file, failed);
    }
  }

  private static DeployctlException failure(Path file, IOException failed) {
    FileTrouble trouble = FileTrouble.of(failed, file);
    return DeployctlException.failed(
        Diagnostic.error("journal-failed", "can't write the run's journal `" + file + "`")
            .detail(trouble.cause())
            .detail("what can't be recorded is not begun")
            .hint(
                trouble.remedy()
                    + ", or have `XDG_STATE_HOME` name another directory; then run the command"
                    + " again"));
  }
}
