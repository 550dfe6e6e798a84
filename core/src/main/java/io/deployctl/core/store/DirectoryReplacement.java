package io.deployctl.core.store;

import io.deployctl.core.file.AtomicFiles;
import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.Content;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a whole state into a directory, in the place of what is there. */
final class DirectoryReplacement {
  private final DirectoryFiles files;
  private final DirectoryContents contents;

  DirectoryReplacement(DirectoryFiles files, DirectoryContents contents) {
    this.files = files;
    this.contents = contents;
  }

  /**
   * Stores everything that the state refers to, and then the state.
   *
   * @param beforeSwitch is run right before readers see the new state
   * @return what is stored now
   */
  DirectoryState run(StateImage image, Runnable beforeSwitch) throws IOException {
    AtomicFiles.makeDirectory(files.directory());
    requireReplaceable();
    DirectoryIdentity identity = new DirectoryIdentity(image.identity(), key(image));
    byte[] written = identity.write();
    boolean same =
        DirectoryFiles.bytes(files.identity())
            .filter(there -> Arrays.equals(there, written))
            .isPresent();
    if (!same) {
      // Content of one environment under the key of another would be worse than nothing.
      Files.deleteIfExists(files.identity());
    }
    SortedMap<Integer, Digest> records = new TreeMap<>();
    for (Release release : image.storedBy(content -> put(content, identity.key())).values()) {
      byte[] record = ReleaseJson.write(release);
      put(Content.open(record), identity.key());
      records.put(release.number(), Digest.of(record));
    }
    DirectoryState state = new DirectoryState(image.index(), image.inventory(), records);
    beforeSwitch.run();
    AtomicFiles.write(files.state(), state.write());
    AtomicFiles.write(files.identity(), written);
    return state;
  }

  private ContentRef put(Content content, EnvironmentKey key) {
    return files.call("store content", () -> contents.put(content, key));
  }

  private EnvironmentKey key(StateImage image) {
    return image.key().or(() -> stored(image.identity())).orElseGet(EnvironmentKey::random);
  }

  private void requireReplaceable() {
    Optional<DirectoryState> unused =
        Damages.unlessDamaged(
            () ->
                files.call(
                    "read the environment's state",
                    () -> DirectoryFiles.bytes(files.state()).map(DirectoryState::read)));
  }

  private Optional<EnvironmentKey> stored(EnvironmentIdentity identity) {
    return Damages.unlessDamaged(
            () -> files.call("read the environment's key", files::readIdentity))
        .filter(there -> there.identity().uuid().equals(identity.uuid()))
        .map(DirectoryIdentity::key);
  }
}
