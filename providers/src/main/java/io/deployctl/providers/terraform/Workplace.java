package io.deployctl.providers.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.model.Digest;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.input.Archive;
import io.deployctl.providers.input.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where Terraform runs: the root's directory and a data directory outside of the project, of this
 * step in this environment alone, so that environments don't clash and the project stays clean.
 */
final class Workplace implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_ROOT = 8 << 20;

  private final Path base;
  private final Path root;
  private final Path data;
  private final Optional<Path> lasting;
  private final Optional<FileChannel> lock;

  private Workplace(
      Path base, Path root, Path data, Optional<Path> lasting, Optional<FileChannel> lock) {
    this.base = base;
    this.root = root;
    this.data = data.toAbsolutePath();
    this.lasting = lasting.map(Path::toAbsolutePath);
    this.lock = lock;
  }

  /** Returns whether the project's directory has the root. */
  static boolean isInProject(StepScope scope, String root) {
    return Files.isDirectory(scope.projectDirectory().resolve(root));
  }

  /** Opens the root in the project's directory. */
  static Workplace inProject(StepScope scope, Path cache, String root) {
    return open(projectOf(scope), scope, cache, root);
  }

  /** Opens the root in a copy of the project, which goes away with the command. */
  static Workplace inCopy(StepScope scope, String root) {
    return passing(projectOf(scope), scope, root, Optional.empty());
  }

  /** Opens the root as a release keeps it. */
  static Workplace unpacked(StepScope scope, String root, byte[] archive) {
    Path base = scope.workDirectory().resolve("terraform-root").toAbsolutePath();
    Archive.unpack(archive, base);
    return passing(base, scope, root, Optional.empty());
  }

  Path root() {
    return root;
  }

  Path data() {
    return data;
  }

  /**
   * Returns a command of Terraform as a person can give it later. Terraform knows backend and
   * workspace from the data directory, which is not in the root; empty where that goes away with
   * this program.
   */
  Optional<String> byHand(String tool, String command) {
    return lasting.map(
        kept -> "TF_DATA_DIR='%s' %s -chdir='%s' %s".formatted(kept, tool, root, command));
  }

  /** Returns the root and the local modules it uses, or empty where they are too large to keep. */
  Optional<byte[]> pack() {
    return Archive.pack(base, directories(), Workplace::isWanted, LARGEST_ROOT);
  }

  /** Returns a file's JSON in the data directory, or an empty object. */
  JsonNode dataFile(String name) {
    try {
      Path file = data.resolve(name);
      return Files.isRegularFile(file)
          ? JSON.readTree(Files.readAllBytes(file))
          : JSON.createObjectNode();
    } catch (IOException broken) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    lock.ifPresent(Workplace::release);
  }

  private static Workplace open(Path base, StepScope scope, Path cache, String root) {
    String key =
        String.join(
            "\n",
            base.toString(),
            scope.environment().project(),
            scope.environment().environment(),
            scope.step().name());
    Path data = PrivateFiles.directory(cache.resolve("terraform").resolve(Digest.of(key).brief()));
    Optional<FileChannel> lock = lock(data.resolve("deployctl.lock"));
    // Somebody else plans this very step right now: Terraform gets a directory of this run alone.
    return lock.isPresent()
        ? new Workplace(base, base.resolve(root), data, Optional.of(data), lock)
        : passing(base, scope, root, Optional.of(data));
  }

  private static Workplace passing(
      Path base, StepScope scope, String root, Optional<Path> lasting) {
    Path data = PrivateFiles.directory(scope.workDirectory().resolve("terraform-data"));
    return new Workplace(base, base.resolve(root), data, lasting, Optional.empty());
  }

  private static Path projectOf(StepScope scope) {
    return scope.projectDirectory().toAbsolutePath().normalize();
  }

  private static Optional<FileChannel> lock(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return Optional.of(channel);
        }
      } catch (OverlappingFileLockException ours) {
        // A session of this process has it.
        channel.close();
        return Optional.empty();
      }
      channel.close();
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException("lock " + file, failed);
    }
  }

  private static void release(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("release a lock", failed);
    }
  }

  private Set<Path> directories() {
    Set<Path> directories = new TreeSet<>(Set.of(root));
    for (JsonNode module : dataFile("modules/modules.json").path("Modules")) {
      Path directory = root.resolve(module.path("Dir").asText()).normalize();
      if (directory.startsWith(base) && Files.isDirectory(directory)) {
        directories.add(directory);
      }
    }
    return directories;
  }

  private static boolean isWanted(Path path) {
    String name = path.getFileName().toString();
    return !name.equals(".terraform")
        && !name.equals(".git")
        && !name.equals("terraform.tfstate.d")
        && !name.endsWith(".tfstate")
        && !name.contains(".tfstate.")
        && !name.equals("crash.log");
  }
}
