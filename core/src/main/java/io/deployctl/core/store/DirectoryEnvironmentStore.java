package io.deployctl.core.store;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.AtomicFiles;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
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

  private final DirectoryFiles files;
  private final DirectoryContents contents;

  /** Makes a store of one environment in the given directory, which need not be there yet. */
  public DirectoryEnvironmentStore(Path directory) {
    this.files =
        new DirectoryFiles(requireNonNull(directory, "directory is null").toAbsolutePath());
    this.contents = new DirectoryContents(files.content());
  }

  @Override
  public Optional<StoredEnvironment> read() {
    return files
        .call("read the environment's state", files::readIdentity)
        .map(found -> state(found.identity()))
        .map(state -> state.index().withInventory(state.inventory()));
  }

  @Override
  public StoredEnvironment initialise(EnvironmentIdentity identity, EnvironmentKey key) {
    files.call(
        "make the environment's state",
        () -> {
          AtomicFiles.makeDirectory(files.directory());
          return AtomicFiles.writeNew(
              files.identity(), new DirectoryIdentity(identity, key).write());
        });
    return read().orElseThrow(DirectoryEnvironmentStore::notInitialised);
  }

  @Override
  public Lease acquire(LeaseHolder holder, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    return files.call(
        "take the environment's lease",
        () -> {
          AtomicFiles.makeDirectory(files.directory());
          Optional<DirectoryLease> lease = DirectoryLease.tryAcquire(files.lock());
          while (lease.isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
              throw locked(readHolder());
            }
            pause();
            lease = DirectoryLease.tryAcquire(files.lock());
          }
          AtomicFiles.write(files.holder(), LeaseHolderJson.write(holder));
          return lease.get();
        });
  }

  @Override
  public Optional<LeaseHolder> holder() {
    return files.call(
        "see who holds the environment's lease",
        () -> DirectoryLease.isTaken(files.lock()) ? readHolder() : Optional.empty());
  }

  @Override
  public Optional<LeaseHolder> steal(String by, String reason) {
    Optional<LeaseHolder> holder = holder();
    return files.call(
        "take the environment's lease away",
        () -> {
          if (holder.isPresent()) {
            Theft theft = new Theft(holder.get().run(), by, reason, Instant.now());
            AtomicFiles.write(files.theft(), TheftJson.write(theft));
            // Whoever holds the lock of a file that is gone holds nothing.
            Files.deleteIfExists(files.lock());
          }
          return holder;
        });
  }

  @Override
  public Optional<Theft> theft() {
    return files.call(
        "see who took the lease away",
        () -> DirectoryFiles.bytes(files.theft()).map(TheftJson::read));
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
    files.call(
        "save release " + release.number(),
        () -> {
          contents.put(Content.open(record), found.key());
          requireHeld(lease);
          AtomicFiles.write(files.state(), after.write());
          // While a run is going on, its steps put content that no record refers to yet.
          if (release.status() != ReleaseStatus.PENDING) {
            contents.retain(referenced(after, found.key()));
          }
          return true;
        });
  }

  @Override
  public Optional<Release> release(int number) {
    return files.call(
        "read release " + number,
        () -> {
          Optional<DirectoryIdentity> found = files.readIdentity();
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
    return files.call("store content", () -> contents.put(content, found.key()));
  }

  @Override
  public Content get(ContentRef reference) {
    DirectoryIdentity found = existing();
    return files.call("read stored content", () -> contents.get(reference, found.key()));
  }

  @Override
  public EnvironmentKey key() {
    return existing().key();
  }

  @Override
  public StoreCondition examine() {
    // Who holds a lock of the operating system is alive.
    return new StoreExamination().of(parts(), List.of(this::tryToWrite), this::holder);
  }

  private void tryToWrite() {
    Path trial = files.directory().resolve(AtomicFiles.TEMPORARY + "trial");
    files.call(
        "write",
        () -> {
          AtomicFiles.makeDirectory(files.directory());
          AtomicFiles.write(trial, new byte[] {'\n'});
          return Files.deleteIfExists(trial);
        });
  }

  @Override
  public StateParts parts() {
    return new DirectoryParts(files, contents);
  }

  @Override
  public void replace(StateImage image, Lease lease) {
    requireHeld(lease);
    files.call(
        "replace the environment's state",
        () -> {
          DirectoryState now =
              new DirectoryReplacement(files, contents).run(image, () -> requireHeld(lease));
          contents.retain(referenced(now, existing().key()));
          return true;
        });
  }

  @Override
  public void remove(Lease lease) {
    requireHeld(lease);
    files.call(
        "remove the environment's state",
        () -> {
          contents.retain(Set.of());
          for (String name : DirectoryFiles.NAMES) {
            Files.deleteIfExists(files.directory().resolve(name));
          }
          try {
            Files.deleteIfExists(files.directory());
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
    return files
        .call("read the environment's key", files::readIdentity)
        .orElseThrow(DirectoryEnvironmentStore::notInitialised);
  }

  private DirectoryState state(EnvironmentIdentity identity) {
    return files.call("read the environment's state", () -> files.readState(identity));
  }

  private Optional<LeaseHolder> readHolder() throws IOException {
    return DirectoryFiles.bytes(files.holder()).map(LeaseHolderJson::read);
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
}
