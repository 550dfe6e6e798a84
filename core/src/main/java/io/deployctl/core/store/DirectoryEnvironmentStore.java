package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps one environment's state in a directory, for projects without a cluster. Everything in it is
 * private to its owner.
 *
 * <p>{@code environment.json} holds identity and key, {@code state.json} all that changes, {@code
 * content/} the release records and what they refer to, named by digest; {@code lock}, {@code
 * fence}, {@code holder.json} and {@code theft.json} are the lease.
 */
public final class DirectoryEnvironmentStore implements EnvironmentStore {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Path directory;
  private final DirectoryContents contents;

  /** Makes a store of one environment in the given directory, which need not be there yet. */
  public DirectoryEnvironmentStore(Path directory) {
    this.directory = requireNonNull(directory, "directory is null").toAbsolutePath();
    this.contents = new DirectoryContents(this.directory.resolve("content"));
  }

  @Override
  public Optional<StoredEnvironment> read() {
    return io("read the environment's state", this::identity)
        .map(found -> state(found.identity()))
        .map(state -> state.index().withInventory(state.inventory()));
  }

  @Override
  public StoredEnvironment initialise(EnvironmentIdentity identity, EnvironmentKey key) {
    io(
        "make the environment's state",
        () -> {
          AtomicFiles.makeDirectory(directory);
          return AtomicFiles.writeNew(identityFile(), new DirectoryIdentity(identity, key).write());
        });
    return read().orElseThrow(DirectoryEnvironmentStore::notInitialised);
  }

  @Override
  public Lease acquire(LeaseHolder holder, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    return io(
        "take the environment's lease",
        () -> {
          AtomicFiles.makeDirectory(directory);
          Optional<DirectoryLease> lease = DirectoryLease.tryAcquire(lockFile());
          while (lease.isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
              throw locked(readHolder());
            }
            pause();
            lease = DirectoryLease.tryAcquire(lockFile());
          }
          AtomicFiles.write(holderFile(), LeaseHolderJson.write(holder));
          return lease.get();
        });
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return io(
        "see who holds the environment's lease",
        () -> DirectoryLease.isTaken(lockFile()) ? readHolder() : Optional.empty());
  }

  @Override
  public Optional<LeaseHolder> steal(String by, String reason) {
    Optional<LeaseHolder> holder = holder();
    return io(
        "take the environment's lease away",
        () -> {
          if (holder.isPresent()) {
            Theft theft = new Theft(holder.get().run(), by, reason, Instant.now());
            AtomicFiles.write(theftFile(), TheftJson.write(theft));
            // Whoever holds the lock of a file that is gone holds nothing.
            Files.deleteIfExists(lockFile());
          }
          return holder;
        });
  }

  @Override
  public Optional<Theft> theft() {
    return io("see who took the lease away", () -> content(theftFile()).map(TheftJson::read));
  }

  @Override
  public void save(Release release, Inventory inventory, Optional<Hold> hold, Lease lease) {
    requireHeld(lease);
    DirectoryIdentity found = existing();
    DirectoryState before = state(found.identity());
    EnvironmentIndex index = before.index().with(release, hold);
    byte[] record = ReleaseJson.write(release);
    SortedMap<Integer, Digest> records = new TreeMap<>(before.records());
    records.put(release.number(), Digest.of(record));
    Set<Integer> kept = new HashSet<>();
    index.releases().forEach(line -> kept.add(line.number()));
    records.keySet().retainAll(kept);
    DirectoryState after = new DirectoryState(index, inventory, records);
    io(
        "save release " + release.number(),
        () -> {
          contents.put(Content.open(record), found.key());
          requireHeld(lease);
          AtomicFiles.write(stateFile(), after.write());
          // While a run is going on, its steps put content that no record refers to yet.
          if (release.status() != ReleaseStatus.PENDING) {
            contents.retain(referenced(after, found.key()));
          }
          return true;
        });
  }

  @Override
  public Optional<Release> release(int number) {
    return io(
        "read release " + number,
        () -> {
          Optional<DirectoryIdentity> found = identity();
          if (found.isEmpty()) {
            return Optional.empty();
          }
          Digest digest = state(found.get().identity()).records().get(number);
          return digest == null
              ? Optional.empty()
              : Optional.of(record(number, digest, found.get().key()));
        });
  }

  @Override
  public ContentRef put(Content content) {
    DirectoryIdentity found = existing();
    return io("store content", () -> contents.put(content, found.key()));
  }

  @Override
  public Content get(ContentRef reference) {
    DirectoryIdentity found = existing();
    return io("read stored content", () -> contents.get(reference, found.key()));
  }

  @Override
  public EnvironmentKey key() {
    return existing().key();
  }

  @Override
  public void remove(Lease lease) {
    requireHeld(lease);
    io(
        "remove the environment's state",
        () -> {
          contents.retain(Set.of());
          for (String name :
              new String[] {
                "content",
                "state.json",
                "environment.json",
                "holder.json",
                "theft.json",
                "fence",
                "lock"
              }) {
            Files.deleteIfExists(directory.resolve(name));
          }
          try {
            Files.deleteIfExists(directory);
          } catch (java.nio.file.DirectoryNotEmptyException somebodyElsesFiles) {
            // What is not ours stays.
          }
          return true;
        });
  }

  @Override
  public void close() {
    // Nothing is kept open between calls; a lease is closed by its holder.
  }

  private Release record(int number, Digest digest, EnvironmentKey key) throws IOException {
    ContentRef reference = new ContentRef(digest, new Placement.Open(), 0);
    return ReleaseJson.read(contents.get(reference, key).bytes(), "release " + number);
  }

  private Set<String> referenced(DirectoryState state, EnvironmentKey key) throws IOException {
    Set<String> names = new HashSet<>();
    for (java.util.Map.Entry<Integer, Digest> entry : state.records().entrySet()) {
      names.add(entry.getValue().hex());
      record(entry.getKey(), entry.getValue(), key)
          .contents()
          .forEach(reference -> names.add(DirectoryContents.fileName(reference)));
    }
    return names;
  }

  private DirectoryIdentity existing() {
    return io("read the environment's key", this::identity)
        .orElseThrow(DirectoryEnvironmentStore::notInitialised);
  }

  private Optional<DirectoryIdentity> identity() throws IOException {
    return content(identityFile()).map(DirectoryIdentity::read);
  }

  private DirectoryState state(EnvironmentIdentity identity) {
    return io("read the environment's state", () -> content(stateFile()))
        .map(DirectoryState::read)
        .orElseGet(
            () ->
                new DirectoryState(
                    EnvironmentIndex.empty(identity), Inventory.EMPTY, new TreeMap<>()));
  }

  private Optional<LeaseHolder> readHolder() throws IOException {
    return content(holderFile()).map(LeaseHolderJson::read);
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  private Path identityFile() {
    return directory.resolve("environment.json");
  }

  private Path stateFile() {
    return directory.resolve("state.json");
  }

  private Path holderFile() {
    return directory.resolve("holder.json");
  }

  private Path theftFile() {
    return directory.resolve("theft.json");
  }

  private Path lockFile() {
    return directory.resolve("lock");
  }

  private <T> T io(String doing, IoWork<T> work) {
    try {
      return work.run();
    } catch (IOException failed) {
      throw DeployctlException.failed(
          Diagnostic.error("state-not-accessible", "can't " + doing + " in `" + directory + "`")
              .detail(failed.toString())
              .hint("check that the directory is yours, writable and on a disk that is not full"));
    }
  }

  private static void requireHeld(Lease lease) {
    if (!lease.isHeld()) {
      throw Leases.lost();
    }
  }

  private static DeployctlException locked(Optional<LeaseHolder> holder) {
    return new DeployctlException(ExitStatus.LOCKED, Leases.taken(holder));
  }

  private static DeployctlException notInitialised() {
    return DeployctlException.failed(
        Diagnostic.error("no-environment", "the environment has no state: nothing was applied yet")
            .hint("run `deployctl apply`"));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DeployctlException(
          ExitStatus.INTERRUPTED,
          Diagnostic.error("interrupted", "interrupted while waiting for the environment's lease"));
    }
  }

  /** Work that can fail with an {@link IOException}. */
  @FunctionalInterface
  private interface IoWork<T> {
    T run() throws IOException;
  }
}
