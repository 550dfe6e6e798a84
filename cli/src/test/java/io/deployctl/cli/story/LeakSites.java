package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.fixtures.leak.LeakSearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Everywhere that a run leaves something: on this machine and in the cluster. */
final class LeakSites {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String HELM_RELEASE = "helm.sh/release.v1";

  private final Stage stage;
  private final LeakSearch search;

  LeakSites(Stage stage, LeakSearch search) {
    this.stage = stage;
    this.search = search;
  }

  /**
   * Searches every file that the program, or a tool that it ran, can have left.
   *
   * @param isException tells where secrets belong; the cluster's own files always do
   */
  void files(Predicate<Path> isException) {
    Path sandboxes = stage.directory().resolve("sandboxes");
    try (Stream<Path> files = Files.walk(stage.directory())) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(path -> !path.startsWith(sandboxes))
              .filter(path -> !isException.test(path))
              .toList();
      for (Path file : all) {
        search.search(stage.directory().relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Searches every object of every kind, with its managed fields and annotations. Of Secrets that
   * may hold secrets, the data is left out; that of the state is decoded.
   *
   * @param stateNamespace where the environment's state is
   * @param isException tells which objects may hold secrets, each as {@code KIND NAMESPACE/NAME}
   */
  void objects(String stateNamespace, Predicate<String> isException) {
    String kinds =
        stage
            .kubectl("api-resources", "--verbs=list,get", "-o", "name")
            .lines()
            .filter(kind -> !kind.isBlank())
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    JsonNode list = json("get", kinds, "-A", "-o", "json", "--show-managed-fields");
    int state = 0;
    for (JsonNode item : list.path("items")) {
      String namespace = item.at("/metadata/namespace").asText();
      String name =
          item.path("kind").asText() + " " + namespace + "/" + item.at("/metadata/name").asText();
      boolean isSecret = item.path("kind").asText().equals("Secret");
      state += isSecret && namespace.equals(stateNamespace) ? 1 : 0;
      if (isSecret) {
        boolean mayHold = item.path("type").asText().equals(HELM_RELEASE) || isException.test(name);
        secret(name, (ObjectNode) item, mayHold);
      } else if (isException.test(name)) {
        ((ObjectNode) item).remove("spec");
      }
      search.search(name, item.toString());
    }
    assertThat(state).as("Secrets of the state that were searched").isPositive();
  }

  private void secret(String name, ObjectNode item, boolean mayHold) {
    JsonNode data = item.path("data");
    if (mayHold) {
      item.remove("data");
      return;
    }
    data.properties()
        .forEach(
            entry ->
                search.search(
                    name + " " + entry.getKey(),
                    Base64.getDecoder().decode(entry.getValue().asText())));
  }

  private JsonNode json(String... arguments) {
    try {
      return MAPPER.readTree(stage.kubectl(arguments));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
