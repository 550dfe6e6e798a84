package io.deployctl.core.engine;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.EnvironmentKey;
import io.deployctl.core.store.EnvironmentStore;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateAdvice;
import io.deployctl.core.store.StoredEnvironment;
import io.deployctl.core.value.Tagger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The environment as its store had it when planning began.
 *
 * @param identity which environment; a new identity where there is none yet
 * @param firstRun whether there was no run before, nor a key that its plan could have been made
 *     under
 * @param key the key to store at a first run, under which this plan's tags are made
 * @param tagger makes the plan's tags
 * @param releases a line for each kept release, the newest last
 * @param inventory every object that it owns
 * @param hold the hold in force
 * @param newest the newest release, whatever became of it
 */
record Snapshot(
    EnvironmentIdentity identity,
    boolean firstRun,
    EnvironmentKey key,
    Tagger tagger,
    List<ReleaseSummary> releases,
    Inventory inventory,
    Optional<Hold> hold,
    Optional<Release> newest) {

  /**
   * Reads the environment.
   *
   * @throws DeployctlException when its store holds another environment's state
   */
  static Snapshot read(EngineServices services) {
    Optional<StoredEnvironment> stored = services.store().read();
    if (stored.isEmpty()) {
      return none(services);
    }
    StoredEnvironment found = stored.get();
    requireSameNames(services, found.identity());
    if (found.releases().isEmpty() && services.store().parts().key().isEmpty()) {
      // Whoever made the environment was ended before it had its key.
      return fresh(found.identity());
    }
    return new Snapshot(
        found.identity(),
        false,
        EnvironmentKey.random(),
        services.store().tagger(),
        found.releases(),
        found.inventory(),
        found.hold(),
        found.newest().map(line -> release(services.store(), line.number())));
  }

  /** Returns an environment without a run before, whatever its store has. */
  static Snapshot none(EngineServices services) {
    return fresh(
        new EnvironmentIdentity(
            services.project(), services.environment(), UUID.randomUUID().toString()));
  }

  private static Snapshot fresh(EnvironmentIdentity identity) {
    EnvironmentKey key = EnvironmentKey.random();
    return new Snapshot(
        identity,
        true,
        key,
        key.tagger(),
        List.of(),
        Inventory.EMPTY,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the newest release's record of the step, under any of the given names. */
  Optional<StepRecord> current(StepId name, Optional<StepId> was) {
    Optional<StepRecord> present = newest.flatMap(release -> release.step(name));
    return present.isPresent()
        ? present
        : was.flatMap(former -> newest.flatMap(release -> release.step(former)));
  }

  /** Returns the records of the newest release, or none. */
  List<StepRecord> currentSteps() {
    return newest.map(Release::steps).orElse(List.of());
  }

  /** Returns the newest kept release's line, if there is one. */
  Optional<ReleaseSummary> newestLine() {
    return releases.stream().max(Comparator.comparingInt(ReleaseSummary::number));
  }

  private static Release release(EnvironmentStore store, int number) {
    return store
        .release(number)
        .orElseThrow(
            () ->
                DeployctlException.failed(
                    Diagnostic.error(
                            "release-missing",
                            "release " + number + " is listed, but its record is not there")
                        .hint(StateAdvice.WAYS_ON)));
  }

  private static void requireSameNames(EngineServices services, EnvironmentIdentity found) {
    if (!found.project().equals(services.project())
        || !found.environment().equals(services.environment())) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "foreign-state",
                  "the state found belongs to environment `"
                      + found.environment()
                      + "` of project `"
                      + found.project()
                      + "`, not to `"
                      + services.environment()
                      + "` of `"
                      + services.project()
                      + "`")
              .hint("give each environment its own `stateNamespace` or `stateDirectory`"));
    }
  }
}
