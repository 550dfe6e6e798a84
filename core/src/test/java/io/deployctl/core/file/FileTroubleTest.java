package io.deployctl.core.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTroubleTest {
  private static final IOException FULL =
      new FileSystemException("file", null, "No space left on device");

  @TempDir Path directory;

  @Test
  void fullDiskIsLookedAtWhereTheFileStands() throws IOException {
    Path file = Files.createFile(directory.resolve("run.jsonl"));
    String looks = "`df -h " + directory + "` and `df -i " + directory + "`";

    assertThat(FileTrouble.of(FULL, file).remedy()).contains(looks);
    Files.delete(file);
    assertThat(FileTrouble.of(FULL, file).remedy()).contains(looks);
    assertThat(FileTrouble.of(FULL, directory).remedy()).contains(looks);
  }
}
