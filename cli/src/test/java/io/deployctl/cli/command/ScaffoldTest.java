package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deployctl.core.diagnostic.DeployctlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScaffoldTest {
  @TempDir Path directory;

  private final SortedMap<String, byte[]> files = new TreeMap<>();

  @Test
  void allFilesAreWritten() {
    files.put("a", new byte[] {'1'});
    files.put("b/c/d", new byte[] {'2'});

    assertThat(Scaffold.write(directory.resolve("new"), files)).containsExactly("a", "b/c/d");
    assertThat(directory.resolve("new/b/c/d")).hasContent("2");
  }

  @Test
  void whereOneIsThereNoneIsWritten() throws IOException {
    Files.writeString(directory.resolve("b"), "mine");
    files.put("a", new byte[0]);
    files.put("b", new byte[0]);

    assertThatThrownBy(() -> Scaffold.write(directory, files))
        .isInstanceOf(DeployctlException.class);
    assertThat(list()).containsExactly("b");
    assertThat(directory.resolve("b")).hasContent("mine");
  }

  @Test
  void manifestsThatAreThereAlreadyDoNotBecomeAPart() throws IOException {
    Files.createDirectories(directory.resolve("manifests"));
    files.put("manifests/network/service-a.yaml", new byte[0]);

    assertThatThrownBy(() -> Scaffold.write(directory, files))
        .isInstanceOf(DeployctlException.class);
    assertThat(list()).containsExactly("manifests");
  }

  @Test
  void whereOneCanNotBeWrittenNoneStays() throws IOException {
    Files.writeString(directory.resolve("taken"), "a file");
    files.put("a/b/c", new byte[0]);
    files.put("taken/d", new byte[0]);

    assertThatThrownBy(() -> Scaffold.write(directory, files))
        .isInstanceOf(DeployctlException.class);
    assertThat(list()).containsExactly("taken");
  }

  private List<String> list() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
