package io.deployctl.cli;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A private directory for the temporary files of one command; made when it is first asked for. What
 * killed commands left beside it goes then.
 */
final class WorkRoot implements AutoCloseable {
  private final Map<String, String> environment;
  private Optional<Path> directory = Optional.empty();
  private Optional<FileChannel> mark = Optional.empty();

  WorkRoot(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Returns the directory, which only its owner can enter. */
  Path directory() {
    if (directory.isEmpty()) {
      Path parent = Path.of(environment.getOrDefault("TMPDIR", "/tmp"));
      try {
        // The platform makes it 0700.
        Path made = Files.createTempDirectory(parent, Leftovers.PREFIX);
        directory = Optional.of(made);
        mark = Optional.of(Leftovers.mark(made));
        Leftovers.sweep(made);
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
    mark.ifPresent(WorkRoot::release);
    mark = Optional.empty();
    directory.ifPresent(Leftovers::delete);
    directory = Optional.empty();
  }

  private static void release(FileChannel mark) {
    try {
      mark.close();
    } catch (IOException failed) {
      // The process gives it back when it ends.
      return;
    }
  }
}
