package io.deployctl.core.engine;

import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts commands in doubt of which nobody can read any more what they ran with: whether one has to
 * run again can be told by somebody who looks, and by nobody else. Every other kind of step looks
 * at its target itself.
 */
final class LostCommands {
  private LostCommands() {}

  /**
   * Returns the releases with each command in doubt whose content is lost, or went with the key;
   * and with all commands of the newest one in doubt, where the record of a newer one is lost.
   */
  static SortedMap<Integer, Release> inDoubt(StateImage image) {
    SortedMap<Integer, Release> releases = new TreeMap<>(image.releases());
    Optional<ReleaseSummary> lost =
        image
            .environment()
            .newest()
            .filter(line -> !releases.isEmpty() && line.number() > releases.lastKey());
    releases.replaceAll(
        (number, release) ->
            doubting(
                release,
                image.contents().keySet(),
                lost.filter(newer -> number.equals(releases.lastKey()))));
    return releases;
  }

  private static Release doubting(
      Release release, Set<ContentRef> contents, Optional<ReleaseSummary> newer) {
    return release.withSteps(
        release.steps().stream()
            .map(
                step ->
                    isCommand(step)
                        ? doubt(step, release, contents, newer)
                            .map(lost -> step.with(Optional.of(lost)))
                            .orElse(step)
                        : step)
            .toList());
  }

  /** What a run was cut off in is in doubt already. */
  private static boolean isCommand(StepRecord step) {
    return step.provider().equals(StepKinds.COMMANDS)
        && step.outcome().isGood()
        && step.attempt().isEmpty();
  }

  private static Optional<Attempt> doubt(
      StepRecord step, Release release, Set<ContentRef> contents, Optional<ReleaseSummary> newer) {
    boolean hasContent =
        step.restoration().filter(ran -> !contents.containsAll(ran.values())).isEmpty();
    return hasContent
        ? newer.map(lost -> Attempt.ofLost(lost.run(), step.inputs(), lost.startedAt()))
        : Optional.of(
            Attempt.ofLost(
                release.run(), step.inputs(), release.endedAt().orElse(release.startedAt())));
  }
}
