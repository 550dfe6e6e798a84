package io.deployctl.providers.kubernetes.store;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Release;
import io.deployctl.core.store.Damages;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.InventoryJson;
import io.deployctl.core.store.Lease;
import io.deployctl.core.store.ReleaseJson;
import io.deployctl.core.store.StateImage;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts a whole state into its namespace, in the place of what is there, readable or not. */
final class ClusterReplacement {
  private final ClusterState state;
  private final StateNames names;

  ClusterReplacement(ClusterState state, StateNames names) {
    this.state = state;
    this.names = names;
  }

  /**
   * Stores everything that the state refers to, and then switches the index.
   *
   * @return the index as it is now, and the key
   */
  IndexStore.Loaded run(StateImage image, Lease lease) {
    EnvironmentIdentity identity = image.identity();
    Optional<IndexStore.Loaded> before = Damages.unlessDamaged(state.index()::load);
    EnvironmentKey key =
        image.key().or(() -> storedKey(identity)).orElseGet(EnvironmentKey::random);
    if (!isStored(key, identity)) {
      // Content of one environment under the key of another would be worse than nothing.
      ClusterState.requireHeld(lease);
      state.secrets().delete(names.namespace(), names.index());
      state.secrets().delete(names.namespace(), names.key());
      state.keys().create(key, identity.uuid());
    }
    state.contents().forget();
    IndexSecret after = stored(image, key, lease.fence());
    ClusterState.requireHeld(lease);
    IndexStore.Loaded now = state.index().put(after);
    before
        .filter(old -> !old.identity().uuid().equals(identity.uuid()))
        .ifPresent(old -> new Removal(state, names).contents(old));
    return now;
  }

  private IndexSecret stored(StateImage image, EnvironmentKey key, long fence) {
    String uuid = image.identity().uuid();
    SortedSet<String> namespaces = new TreeSet<>();
    SortedMap<Integer, Digest> records = new TreeMap<>();
    SortedMap<Integer, Release> releases =
        image.storedBy(content -> state.contents().put(content, uuid, key));
    releases.forEach(
        (number, release) -> {
          byte[] record = ReleaseJson.write(release);
          Digest digest = Digest.of(record);
          state.write(names.release(number, digest), StateNames.RELEASE, uuid, record);
          records.put(number, digest);
          release.contents().stream()
              .filter(reference -> reference.placement() instanceof Placement.SecretIn)
              .forEach(
                  reference ->
                      namespaces.add(((Placement.SecretIn) reference.placement()).namespace()));
        });
    byte[] objects = InventoryJson.write(image.inventory());
    Digest inventory = Digest.of(objects);
    state.write(names.inventory(inventory), StateNames.CONTENT, uuid, objects);
    return new IndexSecret(image.index(), Optional.of(inventory), records, namespaces, fence);
  }

  private boolean isStored(EnvironmentKey key, EnvironmentIdentity identity) {
    return storedKey(identity)
        .filter(there -> Arrays.equals(there.reveal(), key.reveal()))
        .isPresent();
  }

  /** The key, if it is the one of that very environment. */
  private Optional<EnvironmentKey> storedKey(EnvironmentIdentity identity) {
    return Damages.unlessDamaged(
        () ->
            state
                .secrets()
                .get(names.namespace(), names.key())
                .filter(
                    secret -> StateSecrets.label(secret, StateNames.UUID).equals(identity.uuid()))
                .flatMap(secret -> state.keys().stored()));
  }
}
