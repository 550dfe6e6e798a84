package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.FileTree;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and deletes private temporary directories (0700). */
final class WorkDirectories {
  private static final Logger LOG = LoggerFactory.getLogger(WorkDirectories.class);

  private final Path root;

  WorkDirectories(Path root) {
    this.root = root;
  }

  /** Returns a new empty directory whose name begins with the given one. */
  Path make(String name) {
    try {
      Files.createDirectories(root, mode());
      return Files.createTempDirectory(root, name + "-", mode());
    } catch (IOException failed) {
      FileTrouble trouble = FileTrouble.of(failed, root);
      throw DeployctlException.failed(
          Diagnostic.error(
                  "no-work-directory", "can't make a temporary directory below `" + root + "`")
              .detail(trouble.cause())
              .hint(trouble.remedy() + ", or have `TMPDIR` name another directory"));
    }
  }

  /** Deletes the directory with all that is in it, as far as that goes. */
  static void delete(Path directory) {
    try {
      FileTree.delete(directory);
    } catch (IOException failed) {
      LOG.warn("can't delete temporary files in {}: {}", directory, failed.toString());
    }
  }

  private static FileAttribute<?>[] mode() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
