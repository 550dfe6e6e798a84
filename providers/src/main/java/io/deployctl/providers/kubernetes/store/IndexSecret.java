package io.deployctl.providers.kubernetes.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.IndexJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything of an environment that changes, in one small Secret, so that one write switches all of
 * it at once. What it refers to is immutable and named by digest.
 *
 * @param index the environment's index
 * @param inventory the digest of the inventory; empty before the first run's first save
 * @param records the digest of each kept release's record, by release number
 * @param namespaces other namespaces that hold content of the environment
 * @param fence the fencing number of the run that wrote it last
 */
record IndexSecret(
    EnvironmentIndex index,
    Optional<Digest> inventory,
    SortedMap<Integer, Digest> records,
    SortedSet<String> namespaces,
    long fence) {
  private static final String INDEX = "index";
  private static final String INVENTORY = "inventory";
  private static final String RECORDS = "records";
  private static final String NAMESPACES = "namespaces";
  private static final String FENCE = "fence";

  IndexSecret {
    requireNonNull(index, "index is null");
    requireNonNull(inventory, "inventory is null");
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
  }

  /** Returns the index of an environment without releases. */
  static IndexSecret empty(EnvironmentIndex index) {
    return new IndexSecret(index, Optional.empty(), new TreeMap<>(), new TreeSet<>(), 0);
  }

  /** Returns the same with one more namespace that holds content. */
  IndexSecret withNamespace(String namespace) {
    SortedSet<String> more = new TreeSet<>(namespaces);
    more.add(namespace);
    return new IndexSecret(index, inventory, records, more, fence);
  }

  /** Returns the names of the records and of the inventory that it refers to. */
  Set<String> referred(StateNames names) {
    Set<String> all = new TreeSet<>();
    records.forEach((number, digest) -> all.add(names.release(number, digest)));
    inventory.ifPresent(digest -> all.add(names.inventory(digest)));
    return all;
  }

  /** Returns the Secret's data. */
  Map<String, byte[]> data() {
    Map<String, byte[]> data = new TreeMap<>();
    data.put(INDEX, IndexJson.write(index));
    inventory.ifPresent(digest -> data.put(INVENTORY, bytes(digest.value())));
    data.put(
        RECORDS,
        bytes(
            records.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"))));
    data.put(NAMESPACES, bytes(String.join("\n", namespaces)));
    data.put(FENCE, bytes(Long.toString(fence)));
    return data;
  }

  /**
   * Returns the index that the Secret holds.
   *
   * @param where where the Secret is, for messages
   * @throws DeployctlException when it is damaged or of a newer form
   */
  static IndexSecret read(ObjectNode secret, String where) {
    byte[] index =
        StateSecrets.data(secret, INDEX)
            .orElseThrow(() -> StoreFailures.unreadable("the environment's index", where));
    try {
      return new IndexSecret(
          IndexJson.read(index, "the environment's index"),
          text(secret, INVENTORY).filter(line -> !line.isEmpty()).map(Digest::new),
          records(text(secret, RECORDS).orElse("")),
          new TreeSet<>(text(secret, NAMESPACES).orElse("").lines().toList()),
          Long.parseLong(text(secret, FENCE).orElse("0")));
    } catch (IllegalArgumentException damaged) {
      throw StoreFailures.unreadable("the environment's index", where);
    }
  }

  private static SortedMap<Integer, Digest> records(String lines) {
    SortedMap<Integer, Digest> records = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      int space = line.indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException("not a release's line");
      }
      records.put(Integer.valueOf(line.substring(0, space)), new Digest(line.substring(space + 1)));
    }
    return records;
  }

  private static Optional<String> text(ObjectNode secret, String key) {
    return StateSecrets.data(secret, key).map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
