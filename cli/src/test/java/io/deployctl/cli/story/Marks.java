package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Secrets that can be found again wherever they leak to, in any of the usual encodings. */
final class Marks {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Marks() {}

  /** Returns a marked secret for each variable; each has characters that encodings change. */
  static Map<String, String> of(String... variables) {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (String variable : variables) {
      secrets.put(variable, "marked-" + UUID.randomUUID() + "/+&<é");
    }
    return secrets;
  }

  /** Checks that no secret is in what was printed, in the files, or in what the cluster keeps. */
  static void assertNowhere(Map<String, String> secrets, String printed, Stage stage) {
    List<String> found = new ArrayList<>();
    search("output", printed, secrets, found);
    for (Path file : files(stage.directory())) {
      search(file.toString(), bytes(file), secrets, found);
    }
    String everything =
        stage.kubectl(
            "get",
            "configmaps,deployments,statefulsets,jobs,pods,events,leases,kafkatopics",
            "-A",
            "-o",
            "yaml");
    search("objects", everything, secrets, found);
    searchState(stage, secrets, found);
    assertThat(found).as("places where a secret leaked").isEmpty();
  }

  /** The state's Secrets may hold a secret only sealed: decoded and unpacked there is none. */
  private static void searchState(Stage stage, Map<String, String> secrets, List<String> found) {
    try {
      JsonNode list =
          MAPPER.readTree(stage.kubectl("-n", "ecap-deploy", "get", "secrets", "-o", "json"));
      assertThat(list.path("items").size()).isPositive();
      for (JsonNode item : list.path("items")) {
        String name = item.at("/metadata/name").asText();
        item.path("data")
            .properties()
            .forEach(
                entry -> {
                  byte[] data = Base64.getDecoder().decode(entry.getValue().asText());
                  search("state " + name + "/" + entry.getKey(), data, secrets, found);
                });
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void search(
      String place, byte[] content, Map<String, String> secrets, List<String> found) {
    search(place, new String(content, StandardCharsets.UTF_8), secrets, found);
    if (content.length > 2 && content[0] == (byte) 0x1f && content[1] == (byte) 0x8b) {
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
        search(
            place + " (unpacked)",
            new String(unpacked.readAllBytes(), StandardCharsets.UTF_8),
            secrets,
            found);
      } catch (IOException notWhole) {
        search(place, "", secrets, found);
      }
    }
  }

  private static void search(
      String place, String text, Map<String, String> secrets, List<String> found) {
    secrets.forEach(
        (variable, secret) ->
            encodings(secret)
                .forEach(
                    (encoding, encoded) -> {
                      if (text.contains(encoded)) {
                        found.add(variable + " as " + encoding + " in " + place);
                      }
                    }));
  }

  private static Map<String, String> encodings(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    Map<String, String> encodings = new LinkedHashMap<>();
    encodings.put("plain text", secret.substring(0, secret.length() - 5));
    encodings.put("base64", Base64.getEncoder().withoutPadding().encodeToString(bytes));
    encodings.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    encodings.put("URL encoding", URLEncoder.encode(secret, StandardCharsets.UTF_8));
    return encodings;
  }

  /** Everything under the directory, but for what Terraform and the sandbox keep themselves. */
  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(path -> !path.toString().contains("sandboxes"))
          .filter(path -> !path.toString().contains("tfstate"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
