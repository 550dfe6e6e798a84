package io.deployctl.core.journal;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The journals of one environment on this machine: {@code <state>/<project>/<environment>/
 * <run>.jsonl}. The newest ones are kept.
 */
public final class JournalDirectory implements JournalFactory {
  /** How many journals are kept, the new one included. */
  static final int KEPT = 50;

  private static final String ENDING = ".jsonl";

  private final Path directory;
  private final Clock clock;

  /**
   * Names the directory; nothing is made before a journal is opened.
   *
   * @param state the user's state directory for journals
   */
  public JournalDirectory(Path state, String project, String environment, Clock clock) {
    this.directory = requireNonNull(state, "state is null").resolve(project).resolve(environment);
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** Returns the file of a run's journal, whether it is there or not. */
  public Path file(RunId run) {
    return directory.resolve(run + ENDING);
  }

  @Override
  public Journal open(RunId run) {
    FileJournal journal = FileJournal.create(file(run), run, clock);
    deleteOldest();
    return journal;
  }

  @Override
  public PastAct past(RunId run, StepId step) {
    if (!Files.exists(file(run))) {
      return PastAct.UNKNOWN;
    }
    try {
      return new PastActs(JournalReader.read(file(run))).of(step);
    } catch (DeployctlException unreadable) {
      return PastAct.UNKNOWN;
    }
  }

  // Run ids sort by time. Failing to tidy up is no reason not to run.
  private void deleteOldest() {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> journals =
          files.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
      for (Path old : journals.subList(0, Math.max(0, journals.size() - KEPT))) {
        Files.deleteIfExists(old);
      }
    } catch (IOException untidy) {
      return;
    }
  }
}
