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
import io.deployctl.providers.kubernetes.client.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The state of one environment on a connected cluster. Throws {@link ApiFailure}s as they come. */
final class ClusterState {
  private static final int READ_ATTEMPTS = 3;
  private static final int MOST_REPLACED = 16;

  private final StateNames names;
  private final StateSecrets secrets;
  private final StoredBytes bytes;
  private final SecretContents contents;
  private final IndexStore index;
  private final KeySecret keys;
  private final StateNamespace namespace;
  private final LeaseObject lease;
  private Optional<EnvironmentKey> key = Optional.empty();
  private Optional<String> uuid = Optional.empty();
  private Optional<Lease> writer = Optional.empty();
  private Optional<IndexStore.Loaded> written = Optional.empty();
  private Optional<IndexStore.Loaded> read = Optional.empty();
  private final Set<String> replaced = new TreeSet<>();
  private volatile Optional<KnownInventory> lastInventory = Optional.empty();

  ClusterState(Cluster cluster, StateNames names) {
    this.names = names;
    this.secrets = new StateSecrets(cluster);
    this.bytes = new StoredBytes(secrets);
    this.contents = new SecretContents(bytes, names);
    this.index = new IndexStore(secrets, names);
    this.keys = new KeySecret(secrets, names);
    this.namespace = new StateNamespace(cluster, names);
    this.lease = new LeaseObject(cluster, names);
  }

  StateNamespace namespace() {
    return namespace;
  }

  IndexStore index() {
    return index;
  }

  KeySecret keys() {
    return keys;
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
      noteRead(loaded);
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

  private synchronized void noteRead(Optional<IndexStore.Loaded> loaded) {
    read = loaded;
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
    Function<IndexStore.Loaded, Optional<IndexStore.Loaded>> next =
        before -> switched(before, release, inventory, hold, under);
    boolean goingOn = writer.filter(last -> last == under).isPresent() && written.isPresent();
    // What was read before the run's first save is what is there, or the switch fails.
    Optional<IndexStore.Loaded> after = (goingOn ? written : read).flatMap(next);
    if (after.isEmpty() && !goingOn) {
      after = next.apply(loaded());
    }
    written = after;
    if (written.isEmpty()) {
      throw StoreFailures.overtaken(names.namespace());
    }
    writer = Optional.of(under);
    // While a run is going on, its steps store content that no record refers to yet.
    if (release.status() == ReleaseStatus.PENDING) {
      forgetReplaced(written.get().index());
    } else if (under.isHeld()) {
      tidy(written.get().index(), Optional.of(release));
    }
  }

  private Optional<IndexStore.Loaded> switched(
      IndexStore.Loaded before,
      Release release,
      Inventory inventory,
      Optional<Hold> hold,
      Lease under) {
    if (before.index().fence() > under.fence()) {
      throw Leases.lost();
    }
    IndexSecret after = next(before.index(), release, inventory, hold, under);
    requireHeld(under);
    Optional<IndexStore.Loaded> now = index.replace(before, after);
    if (now.isPresent()) {
      replaced.addAll(before.index().referred(names));
    }
    return now;
  }

  private IndexStore.Loaded loaded() {
    return index.load().orElseThrow(() -> StoreFailures.notInitialised(names.namespace()));
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
    replaced.clear();
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
    read = Optional.empty();
    IndexStore.Loaded now = new ClusterReplacement(this, names).run(image, under);
    tidy(now.index(), Optional.empty());
  }

  /** Returns the environment's key. */
  synchronized EnvironmentKey key() {
    if (key.isEmpty()) {
      key = keys.stored();
    }
    return key.orElseThrow(
        () -> {
          boolean hadReleases =
              index.load().filter(loaded -> !loaded.index().records().isEmpty()).isPresent();
          return hadReleases
              ? StoreFailures.noKey(keys.place())
              : StoreFailures.notInitialised(names.namespace());
        });
  }

  /** Creates the key unless there is one; a lost one is never replaced. */
  void createKeyIfAbsent(EnvironmentKey fresh) {
    IndexStore.Loaded loaded = existing();
    if (keys.isThere()) {
      return;
    }
    if (!loaded.index().records().isEmpty()) {
      throw StoreFailures.noKey(keys.place());
    }
    keys.create(fresh, loaded.identity().uuid());
  }

  /** Returns the index, or fails before the first run. */
  synchronized IndexStore.Loaded existing() {
    return written.orElseGet(this::loaded);
  }

  /** Who has the lease keeps the environment the one that it is. */
  private synchronized String uuid() {
    if (uuid.isEmpty()) {
      uuid = Optional.of(written.or(() -> read).orElseGet(this::loaded).identity().uuid());
    }
    return uuid.get();
  }

  private IndexSecret next(
      IndexSecret before, Release release, Inventory inventory, Optional<Hold> hold, Lease under) {
    EnvironmentIndex lines = before.index().with(release, hold);
    String uuid = lines.identity().uuid();
    List<Digest> written =
        together(
            () -> writeRecord(release, uuid),
            () -> writeInventory(inventory, before.inventory(), uuid));
    SortedMap<Integer, Digest> records = new TreeMap<>(before.records());
    records.put(release.number(), written.get(0));
    Set<Integer> kept =
        lines.releases().stream().map(ReleaseSummary::number).collect(Collectors.toSet());
    records.keySet().retainAll(kept);
    return new IndexSecret(
        lines, Optional.of(written.get(1)), records, before.namespaces(), under.fence());
  }

  private Digest writeRecord(Release release, String uuid) {
    byte[] record = ReleaseJson.write(release);
    Digest digest = Digest.of(record);
    write(names.release(release.number(), digest), StateNames.RELEASE, uuid, record);
    return digest;
  }

  private Digest writeInventory(Inventory inventory, Optional<Digest> before, String uuid) {
    // A large one takes longer to write down than the rest of a save.
    if (lastInventory.filter(last -> last.isStored(inventory, before)).isPresent()) {
      return lastInventory.get().digest();
    }
    byte[] objects = InventoryJson.write(inventory);
    Digest digest = Digest.of(objects);
    if (!before.equals(Optional.of(digest))) {
      write(names.inventory(digest), StateNames.CONTENT, uuid, objects);
    }
    lastInventory = Optional.of(new KnownInventory(inventory, digest));
    return digest;
  }

  @SafeVarargs
  private static <T> List<T> together(Supplier<T>... calls) {
    try (Workers workers = new Workers(calls.length)) {
      return workers.map(List.of(calls), Supplier::get);
    }
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

  /** Deletes what earlier indexes named, and this one does not: a long run saves often. */
  private void forgetReplaced(IndexSecret now) {
    replaced.removeAll(now.referred(names));
    if (replaced.size() < MOST_REPLACED) {
      return;
    }
    try (Workers workers = new Workers(Retention.AT_ONCE)) {
      workers.each(List.copyOf(replaced), name -> bytes.delete(names.namespace(), name));
    } catch (ApiFailure later) {
      // The end of the run tidies up again.
    }
    replaced.clear();
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

  /** An inventory that was written, and its name. */
  private record KnownInventory(Inventory inventory, Digest digest) {
    boolean isStored(Inventory other, Optional<Digest> stored) {
      return stored.equals(Optional.of(digest)) && inventory.equals(other);
    }
  }
}
