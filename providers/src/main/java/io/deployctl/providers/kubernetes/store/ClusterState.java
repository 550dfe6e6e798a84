package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.InventoryJson;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.Leases;
import io.deployctl.core.store.ReleaseJson;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The state of one environment on a connected cluster. Throws {@link ApiFailure}s as they come. */
final class ClusterState {
  private static final int READ_ATTEMPTS = 3;
  private static final String KEY = "key";

  private final StateNames names;
  private final StateSecrets secrets;
  private final StoredBytes bytes;
  private final SecretContents contents;
  private final IndexStore index;
  private final StateNamespace namespace;
  private final LeaseObject lease;
  private Optional<EnvironmentKey> key = Optional.empty();
  private Optional<String> uuid = Optional.empty();
  private Optional<Lease> writer = Optional.empty();
  private Optional<IndexStore.Loaded> written = Optional.empty();

  ClusterState(Cluster cluster, StateNames names) {
    this.names = names;
    this.secrets = new StateSecrets(cluster);
    this.bytes = new StoredBytes(secrets);
    this.contents = new SecretContents(bytes, names);
    this.index = new IndexStore(secrets, names);
    this.namespace = new StateNamespace(cluster, names);
    this.lease = new LeaseObject(cluster, names);
  }

  StateNamespace namespace() {
    return namespace;
  }

  IndexStore index() {
    return index;
  }

  LeaseObject lease() {
    return lease;
  }

  StateSecrets secrets() {
    return secrets;
  }

  StoredBytes bytes() {
    return bytes;
  }

  SecretContents contents() {
    return contents;
  }

  /** Returns the environment; what a writer replaced while it was read is read anew. */
  Optional<StoredEnvironment> read() {
    for (int attempt = 1; ; attempt++) {
      Optional<IndexStore.Loaded> loaded = index.load();
      if (loaded.isEmpty()) {
        return Optional.empty();
      }
      IndexSecret found = loaded.get().index();
      if (found.inventory().isEmpty()) {
        return Optional.of(found.index().withInventory(Inventory.EMPTY));
      }
      Digest digest = found.inventory().get();
      Optional<byte[]> stored = bytes.read(names.namespace(), names.inventory(digest));
      if (stored.isPresent()) {
        Inventory inventory = InventoryJson.read(checked(stored.get(), digest), "the inventory");
        return Optional.of(found.index().withInventory(inventory));
      }
      if (attempt == READ_ATTEMPTS) {
        throw StoreFailures.missing(digest, "the inventory");
      }
    }
  }

  /** Returns the release, if it is kept. */
  Optional<Release> release(int number) {
    for (int attempt = 1; ; attempt++) {
      Optional<Digest> digest = index.load().map(loaded -> loaded.index().records().get(number));
      if (digest.isEmpty()) {
        return Optional.empty();
      }
      Optional<Release> release = record(number, digest.get());
      if (release.isPresent()) {
        return release;
      }
      if (attempt == READ_ATTEMPTS) {
        throw StoreFailures.missing(digest.get(), "the record of release " + number);
      }
    }
  }

  /** Stores a run's state: first what is referred to, then the index that refers to it. */
  synchronized void save(Release release, Inventory inventory, Optional<Hold> hold, Lease under) {
    requireHeld(under);
    IndexStore.Loaded before = latest(under);
    if (before.index().fence() > under.fence()) {
      throw Leases.lost();
    }
    IndexSecret after = next(before.index(), release, inventory, hold, under);
    requireHeld(under);
    written = index.replace(before, after);
    if (written.isEmpty()) {
      throw StoreFailures.overtaken(names.namespace());
    }
    writer = Optional.of(under);
    // While a run is going on, its steps store content that no record refers to yet.
    if (release.status() == ReleaseStatus.PENDING) {
      forgetReplaced(before.index(), after);
    } else if (under.isHeld()) {
      tidy(after, Optional.of(release));
    }
  }

  private void tidy(IndexSecret kept, Optional<Release> known) {
    new Retention(secrets, names)
        .collect(
            kept,
            number ->
                known
                    .filter(release -> release.number() == number)
                    .or(() -> record(number, kept.records().get(number))));
    contents.forget();
  }

  /** Stores content. */
  ContentRef put(Content content) {
    String environment = uuid();
    if (content.placement() instanceof Placement.SecretIn in) {
      remember(in.namespace());
    }
    return contents.put(content, environment, key());
  }

  /** Returns content. */
  Content get(ContentRef reference) {
    return contents.get(reference, uuid(), key());
  }

  /** Puts a whole state in the place of what is stored. */
  synchronized void replace(StateImage image, Lease under) {
    requireHeld(under);
    key = Optional.empty();
    uuid = Optional.empty();
    written = Optional.empty();
    IndexStore.Loaded now = new ClusterReplacement(this, names).run(image, under);
    tidy(now.index(), Optional.empty());
  }

  /** Returns the environment's key. */
  synchronized EnvironmentKey key() {
    if (key.isEmpty()) {
      key = storedKey();
    }
    return key.orElseThrow(
        () -> {
          boolean hadReleases =
              index.load().filter(loaded -> !loaded.index().records().isEmpty()).isPresent();
          return hadReleases
              ? StoreFailures.noKey(keySecret())
              : StoreFailures.notInitialised(names.namespace());
        });
  }

  /** Returns the environment's key as it is stored, if it is. */
  Optional<EnvironmentKey> storedKey() {
    return secrets
        .get(names.namespace(), names.key())
        .map(
            secret ->
                StateSecrets.data(secret, KEY)
                    .filter(value -> value.length == EnvironmentKey.LENGTH)
                    .map(EnvironmentKey::of)
                    .orElseThrow(
                        () -> StoreFailures.unreadable("the environment's key", keySecret())));
  }

  private String keySecret() {
    return "Secret " + names.namespace() + "/" + names.key();
  }

  /** Creates the key unless there is one; a lost one is never replaced. */
  void createKeyIfAbsent(EnvironmentKey fresh) {
    IndexStore.Loaded loaded = existing();
    String uuid = loaded.identity().uuid();
    if (secrets.get(names.namespace(), names.key()).isPresent()) {
      return;
    }
    if (!loaded.index().records().isEmpty()) {
      throw StoreFailures.noKey(keySecret());
    }
    writeKey(fresh, uuid);
  }

  /** Creates the key's Secret unless there is one. */
  void writeKey(EnvironmentKey fresh, String uuid) {
    secrets.createIfAbsent(
        names.namespace(),
        StateSecrets.secret(
            names.key(), names.labels(StateNames.KEY, uuid), Map.of(KEY, fresh.reveal()), true));
  }

  /** Returns the index, or fails before the first run. */
  synchronized IndexStore.Loaded existing() {
    return written
        .or(index::load)
        .orElseThrow(() -> StoreFailures.notInitialised(names.namespace()));
  }

  /** Who has the lease keeps the environment the one that it is. */
  private synchronized String uuid() {
    if (uuid.isEmpty()) {
      uuid = Optional.of(existing().identity().uuid());
    }
    return uuid.get();
  }

  private IndexStore.Loaded latest(Lease under) {
    if (writer.filter(last -> last == under).isPresent() && written.isPresent()) {
      return written.get();
    }
    return index.load().orElseThrow(() -> StoreFailures.notInitialised(names.namespace()));
  }

  private IndexSecret next(
      IndexSecret before, Release release, Inventory inventory, Optional<Hold> hold, Lease under) {
    EnvironmentIndex lines = before.index().with(release, hold);
    String uuid = lines.identity().uuid();
    byte[] record = ReleaseJson.write(release);
    Digest recordDigest = Digest.of(record);
    String recordName = names.release(release.number(), recordDigest);
    write(recordName, StateNames.RELEASE, uuid, record);
    byte[] objects = InventoryJson.write(inventory);
    Digest objectsDigest = Digest.of(objects);
    if (!before.inventory().equals(Optional.of(objectsDigest))) {
      write(names.inventory(objectsDigest), StateNames.CONTENT, uuid, objects);
    }
    SortedMap<Integer, Digest> records = new TreeMap<>(before.records());
    records.put(release.number(), recordDigest);
    Set<Integer> kept =
        lines.releases().stream().map(ReleaseSummary::number).collect(Collectors.toSet());
    records.keySet().retainAll(kept);
    return new IndexSecret(
        lines, Optional.of(objectsDigest), records, before.namespaces(), under.fence());
  }

  /** Writes bytes under the name, over what is there and is something else. */
  void write(String name, String state, String uuid, byte[] plain) {
    Map<String, String> labels = names.labels(state, uuid);
    if (!bytes.write(names.namespace(), name, labels, plain, true)
        && bytes
            .read(names.namespace(), name)
            .filter(there -> Arrays.equals(there, plain))
            .isEmpty()) {
      bytes.rewrite(names.namespace(), name, labels, plain, true);
    }
  }

  /** Deletes at once what the new index replaced, because a long run saves often. */
  private void forgetReplaced(IndexSecret before, IndexSecret after) {
    try {
      for (Map.Entry<Integer, Digest> entry : before.records().entrySet()) {
        Digest now = after.records().get(entry.getKey());
        if (!entry.getValue().equals(now)) {
          bytes.delete(names.namespace(), names.release(entry.getKey(), entry.getValue()));
        }
      }
      if (before.inventory().isPresent() && !before.inventory().equals(after.inventory())) {
        bytes.delete(names.namespace(), names.inventory(before.inventory().get()));
      }
    } catch (ApiFailure later) {
      // The end of the run tidies up again.
    }
  }

  /**
   * Notes that a namespace holds content, before it does, so that it is found when it is garbage.
   */
  private synchronized void remember(String other) {
    for (int attempt = 1; ; attempt++) {
      IndexStore.Loaded loaded = existing();
      if (loaded.index().namespaces().contains(other)) {
        return;
      }
      Optional<IndexStore.Loaded> now = index.replace(loaded, loaded.index().withNamespace(other));
      if (now.isPresent()) {
        if (written.isPresent()) {
          written = now;
        }
        return;
      }
      if (written.isPresent() || attempt == READ_ATTEMPTS) {
        throw StoreFailures.overtaken(names.namespace());
      }
    }
  }

  private Optional<Release> record(int number, Digest digest) {
    return bytes
        .read(names.namespace(), names.release(number, digest))
        .map(stored -> ReleaseJson.read(checked(stored, digest), "release " + number));
  }

  private static byte[] checked(byte[] plain, Digest digest) {
    if (!Digest.of(plain).equals(digest)) {
      throw StoreFailures.damaged(digest, "a record of the environment");
    }
    return plain;
  }

  static void requireHeld(Lease lease) {
    if (!lease.isHeld()) {
      throw Leases.lost();
    }
  }
}
