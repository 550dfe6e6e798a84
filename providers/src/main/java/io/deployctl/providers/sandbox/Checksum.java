package io.deployctl.providers.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Finds and computes SHA-256 checksums, as 64 lower-case hexadecimal digits. */
final class Checksum {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Checksum() {}

  /**
   * Finds the checksum of a file in what its project publishes: a bare checksum, the lines that
   * {@code sha256sum} writes, or GitHub's description of a release. Nothing if it is not there.
   */
  static Optional<String> published(String text, String file) {
    if (text.stripLeading().startsWith("{")) {
      return ofAsset(text, file);
    }
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      boolean meant = words.length == 1 || words[1].replaceFirst("^\\*", "").equals(file);
      if (meant && words[0].matches("[0-9a-f]{64}")) {
        return Optional.of(words[0]);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofAsset(String text, String file) {
    try {
      for (JsonNode asset : JSON.readTree(text).path("assets")) {
        String digest = asset.path("digest").asText();
        if (asset.path("name").asText().equals(file) && digest.matches("sha256:[0-9a-f]{64}")) {
          return Optional.of(digest.substring("sha256:".length()));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Computes the checksum of a file. */
  static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
