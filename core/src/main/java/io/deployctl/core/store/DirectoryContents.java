package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.AtomicFiles;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Content in files named by digest. Whatever can hold secrets is sealed: in a directory there is no
 * better place for bodies of Secret objects either.
 */
final class DirectoryContents {
  private final Path directory;

  DirectoryContents(Path directory) {
    this.directory = directory;
  }

  /** Stores the content unless it is stored, intact, already. */
  ContentRef put(Content content, EnvironmentKey key) throws IOException {
    byte[] plain = content.bytes();
    ContentRef reference = new ContentRef(content.digest(), content.placement(), plain.length);
    if (!isIntact(reference, key)) {
      AtomicFiles.makeDirectory(directory);
      boolean open = content.placement() instanceof Placement.Open;
      AtomicFiles.write(file(reference), open ? plain : key.sealing().seal(plain));
    }
    return reference;
  }

  /** Returns the content, whose digest was checked. */
  Content get(ContentRef reference, EnvironmentKey key) throws IOException {
    byte[] plain = read(reference, key).orElseThrow(() -> missing(reference.digest()));
    return content(plain, reference.placement());
  }

  /** Deletes everything but the given files, temporary files of a crashed run included. */
  void retain(Set<String> names) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> garbage =
          files.filter(file -> !names.contains(file.getFileName().toString())).toList();
      for (Path file : garbage) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Returns the name of the file that holds the content. */
  static String fileName(ContentRef reference) {
    boolean open = reference.placement() instanceof Placement.Open;
    return reference.digest().hex() + (open ? "" : ".sealed");
  }

  private boolean isIntact(ContentRef reference, EnvironmentKey key) throws IOException {
    try {
      return read(reference, key).isPresent();
    } catch (DeployctlException damaged) {
      return false;
    }
  }

  private Optional<byte[]> read(ContentRef reference, EnvironmentKey key) throws IOException {
    byte[] stored;
    try {
      stored = Files.readAllBytes(file(reference));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
    boolean open = reference.placement() instanceof Placement.Open;
    byte[] plain = open ? stored : key.sealing().open(stored, reference.digest());
    if (!Digest.of(plain).equals(reference.digest())) {
      throw damaged(reference.digest());
    }
    return Optional.of(plain);
  }

  private Path file(ContentRef reference) {
    return directory.resolve(fileName(reference));
  }

  private static Content content(byte[] plain, Placement placement) {
    if (placement instanceof Placement.Open) {
      return Content.open(plain);
    }
    if (placement instanceof Placement.SecretIn secret) {
      return Content.ofSecretsIn(secret.namespace(), plain);
    }
    return Content.sealed(plain);
  }

  private static DeployctlException missing(Digest digest) {
    return DeployctlException.failed(
        Diagnostic.error(
                "content-missing", "stored content " + digest.brief() + " is not there any more")
            .hint(StateAdvice.WAYS_ON));
  }

  private static DeployctlException damaged(Digest digest) {
    return DeployctlException.failed(
        Diagnostic.error(
                "content-not-authentic",
                "stored content " + digest.brief() + " does not have its digest: it was changed")
            .hint(StateAdvice.WAYS_ON));
  }
}
