package io.deployctl.cli.command;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that deployctl wrote before. */
public final class InputFile {
  private static final int MOST = 512 << 20;

  private InputFile() {}

  /** Reads a plan file. */
  static byte[] readPlan(Path file) {
    return read(file, "plan file", "deployctl plan --out FILE");
  }

  /** Reads an exported state. */
  public static byte[] readState(Path file) {
    return read(file, "state file", "deployctl state export --out FILE");
  }

  private static byte[] read(Path file, String noun, String maker) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw unreadable(file, noun, maker, "it is larger than any " + noun);
      }
      return bytes;
    } catch (NoSuchFileException absent) {
      throw unreadable(file, noun, maker, "there is no such file");
    } catch (IOException failure) {
      throw unreadable(file, noun, maker, failure.getMessage());
    }
  }

  private static DeployctlException unreadable(Path file, String noun, String maker, String why) {
    return DeployctlException.invalid(
        Diagnostic.error(
                noun.replace(' ', '-') + "-unreadable",
                "the " + noun + " " + file + " can't be read: " + why)
            .hint("give the file that `" + maker + "` wrote"));
  }
}
