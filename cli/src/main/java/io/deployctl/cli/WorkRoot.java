package io.deployctl.cli;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A private directory for the temporary files of one command; made when it is first asked for. */
final class WorkRoot implements AutoCloseable {
  private final Map<String, String> environment;
  private Optional<Path> directory = Optional.empty();

  WorkRoot(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Returns the directory, which only its owner can enter. */
  Path directory() {
    if (directory.isEmpty()) {
      Path parent = Path.of(environment.getOrDefault("TMPDIR", "/tmp"));
      try {
        // The platform makes it 0700.
        directory = Optional.of(Files.createTempDirectory(parent, "deployctl-"));
      } catch (IOException failure) {
        FileTrouble trouble = FileTrouble.of(failure, parent);
        throw DeployctlException.failed(
            Diagnostic.error(
                    "cannot-write",
                    "can't make a directory for temporary files below `" + parent + "`")
                .detail(trouble.cause())
                .hint(trouble.remedy() + ", or have `TMPDIR` name another directory"));
      }
    }
    return directory.get();
  }

  /** Deletes it with all that is in it. */
  @Override
  public void close() {
    directory.ifPresent(WorkRoot::delete);
    directory = Optional.empty();
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // The command's result does not depend on it, and the directory is private.
      return;
    }
  }
}
