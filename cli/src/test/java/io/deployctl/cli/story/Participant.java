package io.deployctl.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.fixtures.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody with a checkout, a state directory and a clock of their own, on one environment. */
final class Participant {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a run did, from its first act to the end of its last, on everybody's true time.
   *
   * @param fence its lease's fencing number
   */
  record Acts(String participant, long fence, Instant first, Instant last) {}

  private final Stage stage;
  private final String name;
  private final Path directory;
  private final Duration skew;

  /**
   * Makes one.
   *
   * @param skew by how much their clock is ahead
   */
  Participant(Stage stage, String name, Duration skew) {
    this.stage = stage;
    this.name = name;
    this.directory = stage.directory().resolve("participants").resolve(name);
    this.skew = skew;
  }

  String name() {
    return name;
  }

  /** Writes a file of their checkout. */
  Participant write(String file, String text) {
    try {
      Path path = directory.resolve("project").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      if (text.startsWith("#!") && !path.toFile().setExecutable(true)) {
        throw new IOException("can't make a program of " + path);
      }
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  CommandResult run(String... command) {
    List<String> words = new ArrayList<>(List.of("-C", directory.resolve("project").toString()));
    words.addAll(List.of(command));
    return stage.runAt(
        Clock.offset(Clock.systemUTC(), skew),
        Map.of("XDG_STATE_HOME", directory.resolve("state").toString()),
        words.toArray(String[]::new));
  }

  /** Returns what their runs did, as their journals say. */
  List<Acts> acts() throws IOException {
    List<Acts> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      for (Path journal : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        acts(Files.readAllLines(journal), all);
      }
    }
    return all;
  }

  private void acts(List<String> lines, List<Acts> all) throws IOException {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    long fence = 0;
    for (String line : lines) {
      JsonNode node = JSON.readTree(line);
      String type = node.path("type").asText();
      if (type.equals("intent") || type.equals("outcome")) {
        Instant at = Instant.parse(node.path("at").asText()).minus(skew);
        first = at.isBefore(first) ? at : first;
        last = at.isAfter(last) ? at : last;
        fence = Math.max(fence, node.path("fence").asLong());
      }
    }
    if (fence > 0) {
      all.add(new Acts(name, fence, first, last));
    }
  }
}
