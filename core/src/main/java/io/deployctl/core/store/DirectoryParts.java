package io.deployctl.core.store;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Placement;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The parts of a state in a directory. Records are content, so they are found without the index.
 */
final class DirectoryParts implements StateParts {
  private final DirectoryFiles files;
  private final DirectoryContents contents;
  private Optional<SortedMap<Integer, Release>> found = Optional.empty();

  DirectoryParts(DirectoryFiles files, DirectoryContents contents) {
    this.files = files;
    this.contents = contents;
  }

  @Override
  public Optional<EnvironmentIdentity> identity() {
    return identityFile().map(DirectoryIdentity::identity);
  }

  @Override
  public Optional<EnvironmentIndex> index() {
    return state().map(DirectoryState::index);
  }

  @Override
  public Optional<EnvironmentKey> key() {
    return identityFile().map(DirectoryIdentity::key);
  }

  @Override
  public Optional<Inventory> inventory() {
    return state().map(DirectoryState::inventory);
  }

  @Override
  public SortedSet<Integer> releases() {
    return new TreeSet<>(listed().map(SortedMap::keySet).orElseGet(() -> stored().keySet()));
  }

  @Override
  public Optional<Release> release(int number) {
    Optional<SortedMap<Integer, Digest>> listed = listed();
    if (listed.isEmpty()) {
      return Optional.ofNullable(stored().get(number));
    }
    return Optional.ofNullable(listed.get().get(number))
        .map(digest -> new ContentRef(digest, new Placement.Open(), 0))
        .map(reference -> contents(reference, Optional.empty()))
        .map(content -> ReleaseJson.read(content.bytes(), "release " + number));
  }

  @Override
  public Optional<Content> content(
      ContentRef reference, EnvironmentIdentity identity, Optional<EnvironmentKey> key) {
    return Optional.of(contents(reference, key));
  }

  // An open content needs no key; a sealed one that was sealed under a lost key stays closed.
  private Content contents(ContentRef reference, Optional<EnvironmentKey> key) {
    EnvironmentKey known = key.orElseGet(EnvironmentKey::random);
    return files.call("read stored content", () -> contents.get(reference, known));
  }

  private Optional<DirectoryIdentity> identityFile() {
    return files.call("read the environment's key", files::readIdentity);
  }

  /** Before the first release there is no file of the state, but there is an environment. */
  private Optional<DirectoryState> state() {
    return files.call(
        "read the environment's state",
        () -> {
          Optional<byte[]> stored = DirectoryFiles.bytes(files.state());
          if (stored.isPresent()) {
            return stored.map(DirectoryState::read);
          }
          Optional<DirectoryIdentity> identity = readableIdentity();
          boolean neverUsed = identity.isPresent() && stored().isEmpty();
          return neverUsed
              ? Optional.of(files.readState(identity.get().identity()))
              : Optional.empty();
        });
  }

  private Optional<DirectoryIdentity> readableIdentity() throws IOException {
    try {
      return files.readIdentity();
    } catch (DeployctlException damaged) {
      return Optional.empty();
    }
  }

  private Optional<SortedMap<Integer, Digest>> listed() {
    try {
      return state().map(DirectoryState::records);
    } catch (DeployctlException damaged) {
      return Optional.empty();
    }
  }

  /** Of several records of one release, the one of the longest run of steps was written last. */
  private synchronized SortedMap<Integer, Release> stored() {
    if (found.isEmpty()) {
      SortedMap<Integer, Release> releases = new TreeMap<>();
      for (Path file : files.call("list stored content", this::openContents)) {
        record(file)
            .ifPresent(release -> releases.merge(release.number(), release, DirectoryParts::later));
      }
      found = Optional.of(releases);
    }
    return found.get();
  }

  private static Release later(Release one, Release other) {
    return other.endedAt().isPresent() ? other : one;
  }

  private List<Path> openContents() throws IOException {
    try (Stream<Path> all = Files.list(files.content())) {
      return all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}")).toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private Optional<Release> record(Path file) {
    try {
      byte[] bytes = files.call("read stored content", () -> Files.readAllBytes(file));
      boolean intact = Digest.of(bytes).hex().equals(file.getFileName().toString());
      return intact ? Optional.of(ReleaseJson.read(bytes, "a release")) : Optional.empty();
    } catch (DeployctlException somethingElse) {
      return Optional.empty();
    }
  }
}
