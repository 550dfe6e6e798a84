package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.InventoryJson;
import io.deployctl.core.store.ReleaseJson;
import io.deployctl.core.store.StateParts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a state in a namespace. Where the index can't tell where they are, their labels and
 * names do.
 */
final class ClusterParts implements StateParts {
  private final ClusterState state;
  private final StateNames names;
  private final StateCalls calls;
  private Optional<List<JsonNode>> labelled = Optional.empty();
  private Optional<Optional<IndexSecret>> index = Optional.empty();

  ClusterParts(ClusterState state, StateNames names, StateCalls calls) {
    this.state = state;
    this.names = names;
    this.calls = calls;
  }

  @Override
  public Optional<EnvironmentIdentity> identity() {
    return calls.call(
        "looking for the environment's identity",
        () ->
            labelled().stream()
                .sorted(Comparator.comparing(found -> !name(found).equals(names.key())))
                .map(found -> found.path("labels").path(StateNames.UUID).asText())
                .filter(uuid -> !uuid.isEmpty())
                .findFirst()
                .map(uuid -> new EnvironmentIdentity(names.project(), names.environment(), uuid)));
  }

  @Override
  public Optional<EnvironmentIndex> index() {
    return indexSecret().map(IndexSecret::index);
  }

  @Override
  public Optional<EnvironmentKey> key() {
    return calls.call("reading the environment's key", () -> state.keys().stored());
  }

  @Override
  public Optional<Inventory> inventory() {
    return calls.call(
        "reading the inventory",
        () -> {
          Optional<IndexSecret> found = readable();
          Optional<Digest> digest =
              found.isPresent()
                  ? found.get().inventory()
                  : newest(names.inventoryPattern()).map(hex -> new Digest("sha256:" + hex));
          if (found.isPresent() && digest.isEmpty()) {
            return Optional.of(Inventory.EMPTY);
          }
          return digest.map(
              named ->
                  InventoryJson.read(
                      intact(names.inventory(named), named, "the inventory"), "the inventory"));
        });
  }

  @Override
  public SortedSet<Integer> releases() {
    return calls.call("listing the releases", () -> new TreeSet<>(records().keySet()));
  }

  @Override
  public Optional<Release> release(int number) {
    String what = "the record of release " + number;
    return calls.call(
        "reading " + what,
        () ->
            Optional.ofNullable(records().get(number))
                .map(
                    digest ->
                        ReleaseJson.read(
                            intact(names.release(number, digest), digest, what),
                            "release " + number)));
  }

  @Override
  public Optional<Content> content(
      ContentRef reference, EnvironmentIdentity identity, Optional<EnvironmentKey> key) {
    return calls.call(
        "reading stored content",
        () ->
            Optional.of(
                state
                    .contents()
                    .get(
                        reference,
                        identity.uuid(),
                        // What was sealed under a lost key stays closed.
                        key.orElseGet(EnvironmentKey::random))));
  }

  /** The index as it was when it was first asked for, so that all parts are of one moment. */
  private synchronized Optional<IndexSecret> indexSecret() {
    if (index.isEmpty()) {
      index =
          Optional.of(
              calls.call(
                  "reading the environment's index",
                  () -> state.index().load().map(IndexStore.Loaded::index)));
    }
    return index.get();
  }

  private Optional<IndexSecret> readable() {
    try {
      return indexSecret();
    } catch (DeployctlException damaged) {
      return Optional.empty();
    }
  }

  private SortedMap<Integer, Digest> records() {
    Optional<IndexSecret> readable = readable();
    if (readable.isPresent()) {
      return readable.get().records();
    }
    SortedMap<Integer, Digest> records = new TreeMap<>();
    for (JsonNode found : oldestFirst()) {
      Matcher name = names.releasePattern().matcher(name(found));
      if (name.matches()) {
        records.put(Integer.valueOf(name.group(1)), new Digest("sha256:" + name.group(2)));
      }
    }
    return records;
  }

  private Optional<String> newest(Pattern pattern) {
    List<String> digests = new ArrayList<>();
    for (JsonNode found : oldestFirst()) {
      Matcher name = pattern.matcher(name(found));
      if (name.matches()) {
        digests.add(name.group(1));
      }
    }
    return digests.isEmpty() ? Optional.empty() : Optional.of(digests.get(digests.size() - 1));
  }

  private List<JsonNode> oldestFirst() {
    return labelled().stream()
        .sorted(Comparator.comparing(found -> found.path("creationTimestamp").asText()))
        .toList();
  }

  private synchronized List<JsonNode> labelled() {
    if (labelled.isEmpty()) {
      labelled = Optional.of(state.secrets().metadata(names.namespace(), names.selector()));
    }
    return labelled.get();
  }

  private byte[] intact(String name, Digest digest, String what) {
    String where = what + ", Secret " + names.namespace() + "/" + name;
    byte[] stored =
        state
            .bytes()
            .read(names.namespace(), name)
            .orElseThrow(() -> StoreFailures.missing(digest, where));
    if (!Digest.of(stored).equals(digest)) {
      throw StoreFailures.damaged(digest, where);
    }
    return stored;
  }

  private static String name(JsonNode metadata) {
    return metadata.path("name").asText();
  }
}
