package io.deployctl.core.engine;

import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Puts commands in doubt of which nobody can read any more what they ran with: whether one has to
 * run again can be told by somebody who looks, and by nobody else. Every other kind of step looks
 * at its target itself.
 */
final class LostCommands {
  private LostCommands() {}

  /**
   * Returns the state with each command in doubt whose content is lost, or went with the key; and
   * with all commands of the newest release in doubt, where the record of a newer one is lost.
   */
  static StateImage inDoubt(StateImage image) {
    SortedMap<Integer, Release> releases = new TreeMap<>(image.releases());
    Set<ContentRef> contents = image.contents().keySet();
    releases.replaceAll(
        (number, release) ->
            doubting(
                release,
                step -> !hasContent(step, contents),
                step -> Attempt.ofLost(release.run(), step.inputs(), end(release))));
    newest(image)
        .filter(line -> !releases.isEmpty() && line.number() > releases.lastKey())
        .ifPresent(
            lost ->
                releases.computeIfPresent(
                    releases.lastKey(),
                    (number, release) ->
                        doubting(
                            release,
                            step -> true,
                            step -> Attempt.ofLost(lost.run(), step.inputs(), lost.startedAt()))));
    return new StateImage(
        image.index(), image.key(), image.inventory(), releases, image.contents(), image.missing());
  }

  private static Optional<ReleaseSummary> newest(StateImage image) {
    return image.environment().newest();
  }

  private static Instant end(Release release) {
    return release.endedAt().orElse(release.startedAt());
  }

  private static Release doubting(
      Release release, Predicate<StepRecord> which, Function<StepRecord, Attempt> doubt) {
    return release.withSteps(
        release.steps().stream()
            .map(
                step ->
                    isCommand(step) && which.test(step)
                        ? step.with(Optional.of(doubt.apply(step)))
                        : step)
            .toList());
  }

  /** What a run was cut off in is in doubt already. */
  private static boolean isCommand(StepRecord step) {
    return step.provider().equals(StepKinds.COMMANDS)
        && step.outcome().isGood()
        && step.attempt().isEmpty();
  }

  private static boolean hasContent(StepRecord step, Set<ContentRef> contents) {
    return step.restoration().filter(ran -> !contents.containsAll(ran.values())).isEmpty();
  }
}
