package io.deployctl.cli;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.AtomicFiles;
import io.deployctl.core.file.FileTree;
import io.deployctl.core.file.FileTrouble;
import io.deployctl.core.plan.Target;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.store.DirectoryEnvironmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine keeps of one environment for the day on which its own state can't be used: a
 * copy of the state as the last run from here left it, and the record of a run that had to do
 * without. All of it is in the user's state directory, for the user only.
 */
final class LocalRecords {
  private static final String COPY = ".state";
  private static final String NOTE = "emergency.json";

  private final Path directory;

  LocalRecords(Invocation invocation, String project, String environment) {
    this.directory =
        UserDirectories.state(invocation).resolve("records").resolve(project).resolve(environment);
  }

  /** Keeps a copy in the place of an earlier one of the same environment. */
  void keep(StateFile file) {
    call(
        directory,
        () -> {
          AtomicFiles.makeDirectory(directory);
          AtomicFiles.write(copy(file), file.write());
          return true;
        });
  }

  /** Returns the newest copy of the environment in the given cluster, if there is one. */
  Optional<StateFile> copy(Optional<Target> target) {
    return copies().stream()
        .filter(file -> file.head().isIn(target))
        .max(Comparator.comparing(file -> file.head().exportedAt()));
  }

  /** Deletes what is kept of an environment that was destroyed. */
  void forget(Optional<Target> target) {
    for (StateFile file : copies()) {
      if (file.head().isIn(target)) {
        call(directory, () -> Files.deleteIfExists(copy(file)));
      }
    }
  }

  /** Returns every copy that can be read, of whichever cluster. */
  List<StateFile> copies() {
    List<StateFile> copies = new ArrayList<>();
    for (Path path : files()) {
      try {
        copies.add(StateFile.read(call(path, () -> Files.readAllBytes(path))));
      } catch (DeployctlException damaged) {
        // A copy that can't be read is none.
      }
    }
    return copies;
  }

  /** Returns where the record of an emergency is kept. */
  DirectoryEnvironmentStore emergencyStore() {
    return new DirectoryEnvironmentStore(emergency().resolve("state"));
  }

  /** Returns what the record of an emergency began from, if there is one. */
  Optional<EmergencyNote> note() {
    Path file = emergency().resolve(NOTE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return call(
        file,
        () -> {
          try {
            return Optional.of(EmergencyNote.read(Files.readAllBytes(file)));
          } catch (NoSuchFileException none) {
            return Optional.empty();
          } catch (IllegalArgumentException | DateTimeException damaged) {
            throw DeployctlException.failed(
                Diagnostic.error(
                        "emergency-record-damaged",
                        "the note of an emergency, `" + file + "`, is damaged")
                    .detail(String.valueOf(damaged.getMessage()))
                    .hint("move `" + emergency() + "` away; what was done there is in its state"));
          }
        });
  }

  /** Returns the note of an emergency whose runs are not in the environment's own state yet. */
  Optional<EmergencyNote> unreconciled() {
    return note().filter(note -> emergencyStore().read().filter(note::hasRunOn).isPresent());
  }

  /** Notes what an emergency began from. */
  void begin(EmergencyNote note) {
    call(
        emergency(),
        () -> {
          AtomicFiles.makeDirectory(emergency());
          AtomicFiles.write(emergency().resolve(NOTE), note.write());
          return true;
        });
  }

  /** Deletes the record of an emergency, the note last. */
  void endEmergency() {
    call(
        emergency(),
        () -> {
          delete(emergency().resolve("state"));
          Files.deleteIfExists(emergency().resolve(NOTE));
          return Files.deleteIfExists(emergency());
        });
  }

  private Path emergency() {
    return directory.resolve("emergency");
  }

  private Path copy(StateFile file) {
    return directory.resolve(file.image().identity().uuid() + COPY);
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    return call(
        directory,
        () -> {
          try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(COPY)).toList();
          }
        });
  }

  private static void delete(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      FileTree.delete(directory);
    }
  }

  private static <T> T call(Path path, FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException failed) {
      FileTrouble trouble = FileTrouble.of(failed, path);
      throw DeployctlException.failed(
          Diagnostic.error("local-record", "can't keep this machine's record in `" + path + "`")
              .detail(trouble.cause())
              .hint(trouble.remedy() + ", or have `XDG_STATE_HOME` name another directory"));
    }
  }

  /** Work that can fail with an {@link IOException}. */
  @FunctionalInterface
  private interface FileWork<T> {
    T run() throws IOException;
  }
}
