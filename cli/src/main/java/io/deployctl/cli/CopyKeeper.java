package io.deployctl.cli;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.plan.Content;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.statefile.StateFile;
import io.deployctl.core.store.EnvironmentIndex;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StateParts;
import io.deployctl.core.store.StateReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of an environment's state on this machine after each run from it. Content never
 * changes under its digest, so that only what is new is fetched.
 */
final class CopyKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(CopyKeeper.class);

  /** Whether copies are kept: {@code on} or {@code off}. */
  private static final String SWITCH = "DEPLOYCTL_STATE_COPY";

  private final LocalRecords records;
  private final Optional<Target> target;

  CopyKeeper(LocalRecords records, Optional<Target> target) {
    this.records = records;
    this.target = target;
  }

  /** Returns whether copies are wanted: on the disk of a CI job, one would help nobody. */
  static boolean isWanted(Map<String, String> environment) {
    String otherwise = environment.getOrDefault("CI", "").isEmpty() ? "on" : "off";
    return environment.getOrDefault(SWITCH, otherwise).equals("on");
  }

  /**
   * Keeps a copy. That is for a bad day that may never come, so that nothing fails where it can't.
   *
   * @param file makes the file of a state
   */
  void keep(StateParts parts, Function<StateImage, StateFile> file) {
    try {
      Map<ContentRef, Content> known = new HashMap<>();
      records.copy(target).ifPresent(copy -> known.putAll(copy.image().contents()));
      Optional<StateImage> image = StateReader.read(new KnownContents(parts, known));
      if (image.isEmpty()) {
        records.forget(target);
      } else if (image.get().isWhole()) {
        records.keep(file.apply(image.get()));
      }
    } catch (DeployctlException notKept) {
      LOG.warn("no copy of the state is kept on this machine: {}", notKept.getMessage());
    }
  }

  /** Parts whose content is taken from what is known already. */
  private record KnownContents(StateParts parts, Map<ContentRef, Content> known)
      implements StateParts {
    @Override
    public Optional<EnvironmentIdentity> identity() {
      return parts.identity();
    }

    @Override
    public Optional<EnvironmentIndex> index() {
      return parts.index();
    }

    @Override
    public Optional<EnvironmentKey> key() {
      return parts.key();
    }

    @Override
    public Optional<Inventory> inventory() {
      return parts.inventory();
    }

    @Override
    public SortedSet<Integer> releases() {
      return parts.releases();
    }

    @Override
    public Optional<Release> release(int number) {
      return parts.release(number);
    }

    @Override
    public Optional<Content> content(
        ContentRef reference, EnvironmentIdentity identity, Optional<EnvironmentKey> key) {
      Content content = known.get(reference);
      return content == null ? parts.content(reference, identity, key) : Optional.of(content);
    }
  }
}
