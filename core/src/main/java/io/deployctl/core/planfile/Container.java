package io.deployctl.core.planfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.deployctl.core.diagnostic.DeployctlException;
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
 * The outer form of a plan file. A header of 108 bytes: magic (16 bytes, whose line break shows
 * when a transfer took the file for text), version (4), zero for later use (4), the body's length
 * (8), the body's SHA-256 (32), the seal (32), and the length of the manifest (12, as decimal
 * digits). Then the body: the manifest, which lists every entry with its size and digest in
 * canonical JSON, and the entries back to back in the manifest's order. Numbers are big-endian.
 * Nothing else may be in the file.
 *
 * @param id the manifest's digest: the name of exactly this plan
 * @param seal the keyed tag of the id, as raw bytes
 * @param entries the entries by name
 */
record Container(Digest id, Seal seal, SortedMap<String, byte[]> entries) {
  /** The version of the form. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = "deployctl-plan\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How many bytes the magic has. */
  static final int BEGINNING = MAGIC.length;

  private static final int DIGEST = 32;
  private static final int MANIFEST_DIGITS = 12;
  private static final int HEADER = MAGIC.length + 4 + 4 + 8 + DIGEST + DIGEST + MANIFEST_DIGITS;

  /**
   * The keyed tag of a plan's id.
   *
   * @param tag hex digits
   */
  record Seal(String tag) {}

  /** Returns the digest of the manifest that the entries have. */
  static Digest id(SortedMap<String, byte[]> entries) {
    return Digest.of(manifest(entries));
  }

  /** Returns the whole file. */
  static byte[] write(SortedMap<String, byte[]> entries, Seal seal) {
    byte[] manifest = manifest(entries).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(manifest);
    entries.values().forEach(body::writeBytes);
    byte[] content = body.toByteArray();
    String digits = ("%0" + MANIFEST_DIGITS + "d").formatted(manifest.length);
    return ByteBuffer.allocate(HEADER + content.length)
        .put(MAGIC)
        .putInt(VERSION)
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
   * @throws DeployctlException when it is no plan file, of a newer form, cut off, or changed
   */
  static Container read(byte[] file) {
    if (!isBeginning(file)) {
      throw Damage.noPlanFile();
    }
    if (file.length < HEADER) {
      throw Damage.cutOff(file.length, HEADER);
    }
    ByteBuffer header = ByteBuffer.wrap(file, MAGIC.length, HEADER - MAGIC.length);
    int version = header.getInt();
    if (version > VERSION) {
      throw Damage.newer(version, VERSION);
    }
    if (version < 1 || header.getInt() != 0) {
      throw Damage.changed("its header is not one that deployctl writes");
    }
    long length = header.getLong();
    if (length < 0 || length > file.length - HEADER) {
      throw Damage.cutOff(file.length, length < 0 ? Long.MAX_VALUE : HEADER + length);
    }
    if (length < file.length - HEADER) {
      throw Damage.changed("something was added after its end");
    }
    byte[] digest = take(header, DIGEST);
    Seal seal = new Seal(HexFormat.of().formatHex(take(header, DIGEST)));
    int manifestLength = manifestLength(take(header, MANIFEST_DIGITS), length);
    byte[] body = Arrays.copyOfRange(file, HEADER, file.length);
    if (!MessageDigest.isEqual(digest, raw(Digest.of(body).hex()))) {
      throw Damage.changed("its content does not have the digest that it was written with");
    }
    String manifest = new String(body, 0, manifestLength, StandardCharsets.UTF_8);
    SortedMap<String, byte[]> entries = entries(manifest, body, manifestLength);
    return new Container(Digest.of(manifest), seal, entries);
  }

  /** Returns whether a file that begins with these bytes is a plan file. */
  static boolean isBeginning(byte[] file) {
    return file.length >= MAGIC.length
        && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static int manifestLength(byte[] digits, long body) {
    String text = new String(digits, StandardCharsets.US_ASCII);
    if (!text.matches("[0-9]+") || Long.parseLong(text) > body) {
      throw Damage.changed("its header is not one that deployctl writes");
    }
    return Integer.parseInt(text);
  }

  private static SortedMap<String, byte[]> entries(String manifest, byte[] body, int start) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    long at = start;
    for (Listed listed : listed(manifest)) {
      if (listed.size() < 0 || listed.size() > body.length - at) {
        throw Damage.changed("its list of contents does not fit them");
      }
      byte[] entry = Arrays.copyOfRange(body, (int) at, (int) at + listed.size());
      if (!Digest.of(entry).value().equals(listed.digest())) {
        throw Damage.changed("entry `" + listed.name() + "` is not the one that was written");
      }
      entries.put(listed.name(), entry);
      at += listed.size();
    }
    // The canonical form has each name once, in order: what is written again must be the same.
    if (at != body.length || !manifest(entries).equals(manifest)) {
      throw Damage.changed("its list of contents is not one that deployctl writes");
    }
    return entries;
  }

  private record Listed(String name, int size, String digest) {}

  private static List<Listed> listed(String manifest) {
    try {
      RecordReader reader = new RecordReader(Json.mapper().readTree(manifest), "");
      return reader.objects("entries").stream()
          .map(one -> new Listed(one.text("name"), one.integer("size"), one.text("digest")))
          .toList();
    } catch (JsonProcessingException noJson) {
      throw Damage.changed("its list of contents is no JSON");
    } catch (IOException | IllegalArgumentException wrong) {
      throw Damage.changed("its list of contents is not one that deployctl writes");
    }
  }

  private static String manifest(SortedMap<String, byte[]> entries) {
    List<Map<String, Object>> listed = new ArrayList<>();
    entries.forEach(
        (name, bytes) ->
            listed.add(
                Map.of("name", name, "size", bytes.length, "digest", Digest.of(bytes).value())));
    return CanonicalJson.write(Map.of("schema", VERSION, "entries", listed));
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
