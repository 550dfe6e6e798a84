package io.deployctl.providers.secret;

import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Secrets in files, named relative to the project. */
final class FileSource implements SecretSource {
  private final Path directory;

  FileSource(Path directory) {
    this.directory = directory;
  }

  @Override
  public SecretText read(String name) {
    String shown = "file:" + name;
    Path file = path(name, shown);
    if (!Files.exists(file)) {
      throw SecretSource.refuse(
          shown, "the file does not exist", "Names are relative to the project's directory");
    }
    // A pipe would block, and a device never end.
    if (!Files.isRegularFile(file)) {
      throw SecretSource.refuse(
          shown, "it is not a regular file", "Name a file that has nothing but the secret");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(SecretSources.MAXIMUM_BYTES + 1);
      if (bytes.length > SecretSources.MAXIMUM_BYTES) {
        throw SecretSource.refuse(
            shown, "it is larger than 64 KiB", "Name a file that has nothing but the secret");
      }
      return SecretSource.text(bytes, shown);
    } catch (AccessDeniedException denied) {
      throw SecretSource.refuse(
          shown, "access is denied", "Make the file readable for the user who runs this");
    } catch (IOException problem) {
      throw SecretSource.refuse(
          shown, String.valueOf(problem.getMessage()), "Check the file and its disk");
    }
  }

  private Path path(String name, String shown) {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException invalid) {
      throw SecretSource.refuse(shown, "it is no file name", "Name a file of the project");
    }
  }
}
