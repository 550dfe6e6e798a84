package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The form in which Helm keeps a revision in a Secret's data: JSON, gzip, base64, and base64 once
 * more, as every value in a Secret.
 */
final class RevisionCode {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 64 << 20;

  private RevisionCode() {}

  /**
   * Reads a revision.
   *
   * @throws IOException when it is none
   * @throws IllegalArgumentException when it is no base64
   */
  static JsonNode decode(String data) throws IOException {
    byte[] outer = Base64.getDecoder().decode(data);
    return JSON.readTree(inflate(Base64.getMimeDecoder().decode(outer)));
  }

  /** Returns what {@link #decode} reads. */
  static String encode(JsonNode release) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(JSON.writeValueAsBytes(release));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory", impossible);
    }
    byte[] inner = Base64.getEncoder().encode(bytes.toByteArray());
    return Base64.getEncoder().encodeToString(inner);
  }

  private static byte[] inflate(byte[] bytes) throws IOException {
    if (bytes.length < 2 || bytes[0] != 0x1f) {
      return bytes;
    }
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] content = stream.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException("a revision is larger than anything that Helm writes");
      }
      return content;
    }
  }
}
