package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftoversTest {
  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final Instant OLD = NOW.minus(Leftovers.AGE).minusSeconds(1);

  @TempDir Path temporary;
  private Path own;

  @BeforeEach
  void makeOwn() throws IOException {
    own = left("deployctl-own", NOW);
  }

  private Path left(String name, Instant since) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve(name));
    Leftovers.mark(directory).close();
    Files.writeString(Files.createDirectory(directory.resolve("step")).resolve("vars"), "secret");
    Files.setLastModifiedTime(directory.resolve(Leftovers.MARK), FileTime.from(since));
    return directory;
  }

  @Test
  void whatAKilledCommandLeftADayAgoGoes() throws IOException {
    Path left = left("deployctl-1", OLD);

    Leftovers.sweep(own);

    assertThat(left).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void toolThatOutlivedItsCommandKeepsItsFilesForADay() throws IOException {
    Path left = left("deployctl-1", NOW.minus(Leftovers.AGE).plusSeconds(1));

    Leftovers.sweep(own);

    assertThat(left.resolve("step/vars")).exists();
  }

  @Test
  void whatIsInUseStaysHoweverOldItIs() throws IOException {
    Path used = Files.createDirectory(temporary.resolve("deployctl-1"));
    try (FileChannel mark = Leftovers.mark(used)) {
      assertThat(mark.isOpen()).isTrue();
      Files.setLastModifiedTime(used.resolve(Leftovers.MARK), FileTime.from(OLD));

      Leftovers.sweep(own);

      assertThat(used).exists();
    }
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    Path unmarked = Files.createDirectory(temporary.resolve("deployctl-notes"));
    Path other = left("other-1", OLD);
    Path link = Files.createSymbolicLink(temporary.resolve("deployctl-link"), other);

    Leftovers.sweep(own);

    assertThat(unmarked).exists();
    assertThat(other.resolve("step/vars")).exists();
    assertThat(link).isSymbolicLink();
  }
}
