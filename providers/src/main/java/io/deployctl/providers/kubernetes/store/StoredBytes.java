package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.Digest;
import io.deployctl.core.store.Zipped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes of any length in immutable Secrets. The first one carries the name and tells the others; it
 * is written last, so that what can be found is whole.
 */
final class StoredBytes {
  /** How much one Secret holds: the server takes 1 MiB, and 1.5 MiB with everything around it. */
  static final int CHUNK = 700 * 1024;

  private static final int LIMIT = 256 * 1024 * 1024;
  private static final String BYTES = "bytes";
  private static final String FORM = "form";
  private static final String MORE = "more";
  private static final String ZIPPED = "gzip";
  private static final String PLAIN = "plain";

  private final StateSecrets secrets;

  /** The names of the other Secrets of what was written here, so that nobody need ask for them. */
  private final Map<String, List<String>> parts = new ConcurrentHashMap<>();

  StoredBytes(StateSecrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Writes the bytes unless Secrets of their names are there.
   *
   * @param compress whether it is worth while
   * @return whether they were written; what is there may be something else
   */
  boolean write(
      String namespace, String name, Map<String, String> labels, byte[] bytes, boolean compress) {
    boolean written = false;
    List<ObjectNode> all = secrets(name, labels, bytes, compress);
    for (ObjectNode secret : all) {
      written = secrets.createIfAbsent(namespace, secret);
    }
    if (written) {
      parts.put(namespace + "/" + name, more(all.get(all.size() - 1)));
    }
    return written;
  }

  /** Writes the bytes over what is there and is not what it should be. */
  void rewrite(
      String namespace, String name, Map<String, String> labels, byte[] bytes, boolean compress) {
    for (ObjectNode secret : secrets(name, labels, bytes, compress)) {
      secrets.delete(namespace, secret.path("metadata").path("name").asText());
      secrets.createIfAbsent(namespace, secret);
    }
  }

  /** Deletes the bytes, the Secret by which they are found first. */
  void delete(String namespace, String name) {
    List<String> others =
        Optional.ofNullable(parts.remove(namespace + "/" + name))
            .or(() -> secrets.get(namespace, name).map(StoredBytes::more))
            .orElse(List.of());
    secrets.delete(namespace, name);
    others.forEach(more -> secrets.delete(namespace, more));
  }

  private static List<ObjectNode> secrets(
      String name, Map<String, String> labels, byte[] bytes, boolean compress) {
    byte[] stored = compress ? Zipped.pack(bytes) : bytes;
    List<ObjectNode> all = new ArrayList<>();
    List<String> more = new ArrayList<>();
    for (int start = CHUNK; start < stored.length; start += CHUNK) {
      byte[] chunk = Arrays.copyOfRange(stored, start, Math.min(stored.length, start + CHUNK));
      String chunkName = name + "-" + Digest.of(chunk).brief();
      all.add(StateSecrets.secret(chunkName, labels, Map.of(BYTES, chunk), true));
      more.add(chunkName);
    }
    Map<String, byte[]> first = new TreeMap<>();
    first.put(BYTES, Arrays.copyOf(stored, Math.min(stored.length, CHUNK)));
    first.put(FORM, (compress ? ZIPPED : PLAIN).getBytes(StandardCharsets.UTF_8));
    first.put(MORE, String.join("\n", more).getBytes(StandardCharsets.UTF_8));
    all.add(StateSecrets.secret(name, labels, first, true));
    return all;
  }

  /** Returns the bytes, or empty where they are not there, not whole, or not readable. */
  Optional<byte[]> read(String namespace, String name) {
    return secrets.get(namespace, name).flatMap(first -> read(namespace, first));
  }

  /** Returns the bytes that begin in the given Secret. */
  Optional<byte[]> read(String namespace, ObjectNode first) {
    Optional<byte[]> head = StateSecrets.data(first, BYTES);
    String form = StateSecrets.data(first, FORM).map(StoredBytes::text).orElse("");
    if (head.isEmpty() || !(form.equals(ZIPPED) || form.equals(PLAIN))) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.get());
    for (String name : more(first)) {
      Optional<byte[]> chunk =
          secrets.get(namespace, name).flatMap(found -> StateSecrets.data(found, BYTES));
      if (chunk.isEmpty() || all.size() > LIMIT) {
        return Optional.empty();
      }
      all.writeBytes(chunk.get());
    }
    return form.equals(ZIPPED) ? Zipped.unpack(all.toByteArray()) : Optional.of(all.toByteArray());
  }

  private static List<String> more(ObjectNode first) {
    String names = StateSecrets.data(first, MORE).map(StoredBytes::text).orElse("");
    return names.lines().filter(line -> !line.isBlank()).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
