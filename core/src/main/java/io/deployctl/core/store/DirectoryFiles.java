package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.FileTrouble;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a {@link DirectoryEnvironmentStore}: their names, and what they say.
 *
 * @param directory where they are
 */
record DirectoryFiles(Path directory) {
  /** Every name, in the order in which they are removed. */
  static final List<String> NAMES =
      List.of(
          "content",
          "state.json",
          "environment.json",
          "holder.json",
          "theft.json",
          "fence",
          "lock");

  Path identity() {
    return directory.resolve("environment.json");
  }

  Path state() {
    return directory.resolve("state.json");
  }

  Path holder() {
    return directory.resolve("holder.json");
  }

  Path theft() {
    return directory.resolve("theft.json");
  }

  Path lock() {
    return directory.resolve("lock");
  }

  Path content() {
    return directory.resolve("content");
  }

  /** Returns identity and key, or empty before the first run. */
  Optional<DirectoryIdentity> readIdentity() throws IOException {
    return bytes(identity()).map(DirectoryIdentity::read);
  }

  /** Returns what changes; that of an environment without releases before there are any. */
  DirectoryState readState(EnvironmentIdentity identity) throws IOException {
    return bytes(state())
        .map(DirectoryState::read)
        .orElseGet(
            () ->
                new DirectoryState(
                    EnvironmentIndex.empty(identity), Inventory.EMPTY, new TreeMap<>()));
  }

  /** Returns a file's content, or empty where there is no such file. */
  static Optional<byte[]> bytes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /**
   * Does something with the files.
   *
   * @param doing what, for messages: {@code read the environment's state}
   */
  <T> T call(String doing, IoWork<T> work) {
    try {
      return work.run();
    } catch (IOException failed) {
      FileTrouble trouble = FileTrouble.of(failed, directory);
      throw DeployctlException.failed(
          Diagnostic.error("state-not-accessible", "can't " + doing + " in `" + directory + "`")
              .detail(trouble.cause())
              .hint(trouble.remedy()));
    }
  }

  /** Work that can fail with an {@link IOException}. */
  @FunctionalInterface
  interface IoWork<T> {
    T run() throws IOException;
  }
}
