package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The files of one sandbox. Only the user may look inside.
 *
 * @param root the directory itself; absolute
 */
record SandboxDirectory(Path root) {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  Path componentKubeconfig(Component component) {
    return root.resolve(component.program() + ".kubeconfig");
  }

  Path pidFile(Component component) {
    return root.resolve(component.program() + ".pid");
  }

  Path log(Component component) {
    return root.resolve("logs").resolve(component.program() + ".log");
  }

  /** Returns where the API server puts the certificate that it signs for itself, and its CA's. */
  Path certificates() {
    return root.resolve("certificates/apiserver.crt");
  }

  Path tokens() {
    return root.resolve("tokens.csv");
  }

  Path serviceAccountKey() {
    return root.resolve("service-account.key");
  }

  Path stateFile() {
    return root.resolve("sandbox.json");
  }

  Path containerLog() {
    return root.resolve("logs/containers.log");
  }

  Path kwokConfiguration() {
    return root.resolve("kwok.yaml");
  }

  boolean exists() {
    return Files.isDirectory(root);
  }

  /** Makes the directory and those in it. */
  void create() throws IOException {
    Files.createDirectories(root.getParent());
    Files.createDirectory(root, PRIVATE_DIRECTORY);
    Files.createDirectory(root.resolve("logs"), PRIVATE_DIRECTORY);
  }

  /** Writes a file that only the user may read, so that a reader sees all of it or none. */
  void write(Path file, String text) throws IOException {
    Path temporary = Files.createTempFile(root, ".writing", "", PRIVATE_FILE);
    Files.writeString(temporary, text, StandardCharsets.UTF_8);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes the directory with all in it, following no links; absent is fine. */
  void delete() throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
