package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads plan files. */
final class PlanFileIo {
  private static final long MOST = 512L << 20;

  private PlanFileIo() {}

  /**
   * Reads a file.
   *
   * @throws DeployctlException when there is none, or it could never be a plan
   */
  static byte[] read(Path file) {
    try {
      if (Files.size(file) > MOST) {
        throw unreadable(file, "it is larger than any plan");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException absent) {
      throw unreadable(file, "there is no such file");
    } catch (IOException failure) {
      throw unreadable(file, failure.getMessage());
    }
  }

  private static DeployctlException unreadable(Path file, String why) {
    return DeployctlException.invalid(
        Diagnostic.error("plan-file-unreadable", "the plan file " + file + " can't be read: " + why)
            .hint("give the file that `deployctl plan --out FILE` wrote"));
  }
}
