package io.deployctl.core.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.deployctl.core.json.CanonicalJson;
import io.deployctl.core.json.Json;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outer form of a file. A header of the form's magic and 92 bytes: version (4), zero for later
 * use (4), the body's length (8), the body's SHA-256 (32), the seal (32), and the length of the
 * manifest (12, as decimal digits). Then the body: the manifest, which lists every entry with its
 * size and digest in canonical JSON, and the entries back to back in the manifest's order. Numbers
 * are big-endian. Nothing else may be in the file.
 *
 * @param id the manifest's digest: the name of exactly this content
 * @param seal the keyed tag of the id, as raw bytes
 * @param entries the entries by name
 */
public record Container(Digest id, Seal seal, SortedMap<String, byte[]> entries) {
  private static final int SCHEMA = 1;
  private static final int DIGEST = 32;
  private static final int MANIFEST_DIGITS = 12;
  private static final int AFTER_MAGIC = 4 + 4 + 8 + DIGEST + DIGEST + MANIFEST_DIGITS;

  /**
   * The keyed tag of a file's id.
   *
   * @param tag hex digits
   */
  public record Seal(String tag) {}

  /** Returns the digest of the manifest that the entries have. */
  public static Digest id(SortedMap<String, byte[]> entries) {
    return Digest.of(manifest(entries));
  }

  /** Returns the whole file. */
  public static byte[] write(FileForm form, SortedMap<String, byte[]> entries, Seal seal) {
    byte[] manifest = manifest(entries).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(manifest);
    entries.values().forEach(body::writeBytes);
    byte[] content = body.toByteArray();
    String digits = ("%0" + MANIFEST_DIGITS + "d").formatted(manifest.length);
    return ByteBuffer.allocate(headerLength(form) + content.length)
        .put(form.beginning())
        .putInt(form.version())
        .putInt(0)
        .putLong(content.length)
        .put(raw(Digest.of(content).hex()))
        .put(raw(seal.tag()))
        .put(digits.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .array();
  }

  /**
   * Reads a file and checks all that can be checked without a key.
   *
   * @throws io.deployctl.core.diagnostic.DeployctlException when it is none of this form, of a
   *     newer one, cut off, or changed
   */
  public static Container read(FileForm form, byte[] file) {
    if (!form.isBeginning(file)) {
      throw form.another();
    }
    int headerLength = headerLength(form);
    if (file.length < headerLength) {
      throw form.cutOff(file.length, headerLength);
    }
    ByteBuffer header = ByteBuffer.wrap(file, headerLength - AFTER_MAGIC, AFTER_MAGIC);
    int version = header.getInt();
    if (version > form.version()) {
      throw form.newer(version);
    }
    if (version < 1 || header.getInt() != 0) {
      throw form.changed("its header is not one that deployctl writes");
    }
    long length = header.getLong();
    if (length < 0 || length > file.length - headerLength) {
      throw form.cutOff(file.length, length < 0 ? Long.MAX_VALUE : headerLength + length);
    }
    if (length < file.length - headerLength) {
      throw form.changed("something was added after its end");
    }
    byte[] digest = take(header, DIGEST);
    Seal seal = new Seal(HexFormat.of().formatHex(take(header, DIGEST)));
    int manifestLength = manifestLength(form, take(header, MANIFEST_DIGITS), length);
    byte[] body = Arrays.copyOfRange(file, headerLength, file.length);
    if (!MessageDigest.isEqual(digest, raw(Digest.of(body).hex()))) {
      throw form.changed("its content does not have the digest that it was written with");
    }
    String manifest = new String(body, 0, manifestLength, StandardCharsets.UTF_8);
    SortedMap<String, byte[]> entries = entries(form, manifest, body, manifestLength);
    return new Container(Digest.of(manifest), seal, entries);
  }

  private static int manifestLength(FileForm form, byte[] digits, long body) {
    String text = new String(digits, StandardCharsets.US_ASCII);
    if (!text.matches("[0-9]+") || Long.parseLong(text) > body) {
      throw form.changed("its header is not one that deployctl writes");
    }
    return Integer.parseInt(text);
  }

  private static SortedMap<String, byte[]> entries(
      FileForm form, String manifest, byte[] body, int start) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    long at = start;
    for (Listed listed : listed(form, manifest)) {
      if (listed.size() < 0 || listed.size() > body.length - at) {
        throw form.changed("its list of contents does not fit them");
      }
      byte[] entry = Arrays.copyOfRange(body, (int) at, (int) at + listed.size());
      if (!Digest.of(entry).value().equals(listed.digest())) {
        throw form.changed("entry `" + listed.name() + "` is not the one that was written");
      }
      entries.put(listed.name(), entry);
      at += listed.size();
    }
    // The canonical form has each name once, in order: what is written again must be the same.
    if (at != body.length || !manifest(entries).equals(manifest)) {
      throw form.changed("its list of contents is not one that deployctl writes");
    }
    return entries;
  }

  private record Listed(String name, int size, String digest) {}

  private static List<Listed> listed(FileForm form, String manifest) {
    try {
      RecordReader reader = new RecordReader(Json.mapper().readTree(manifest), "");
      return reader.objects("entries").stream()
          .map(one -> new Listed(one.text("name"), one.integer("size"), one.text("digest")))
          .toList();
    } catch (JsonProcessingException noJson) {
      throw form.changed("its list of contents is no JSON");
    } catch (IOException | IllegalArgumentException wrong) {
      throw form.changed("its list of contents is not one that deployctl writes");
    }
  }

  private static String manifest(SortedMap<String, byte[]> entries) {
    List<Map<String, Object>> listed = new ArrayList<>();
    entries.forEach(
        (name, bytes) ->
            listed.add(
                Map.of("name", name, "size", bytes.length, "digest", Digest.of(bytes).value())));
    return CanonicalJson.write(Map.of("schema", SCHEMA, "entries", listed));
  }

  private static int headerLength(FileForm form) {
    return form.beginning().length + AFTER_MAGIC;
  }

  private static byte[] take(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] raw(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
