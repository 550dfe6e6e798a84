package io.deployctl.core.engine;

import io.deployctl.core.release.Attempt;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
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
public final class LostCommands {
  private LostCommands() {}

  /** Returns the state with each command in doubt whose content is lost, or went with the key. */
  public static StateImage inDoubt(StateImage image) {
    SortedMap<Integer, Release> releases = new TreeMap<>(image.releases());
    releases.replaceAll((number, release) -> inDoubt(release, image.contents().keySet()));
    return new StateImage(
        image.index(), image.key(), image.inventory(), releases, image.contents(), image.missing());
  }

  private static Release inDoubt(Release release, Set<ContentRef> contents) {
    return release.withSteps(
        release.steps().stream()
            .map(step -> isLost(step, contents) ? inDoubt(step, release) : step)
            .toList());
  }

  private static boolean isLost(StepRecord step, Set<ContentRef> contents) {
    return step.provider().equals(StepKinds.COMMANDS)
        && step.outcome().isGood()
        && step.attempt().isEmpty()
        && step.restoration().filter(ran -> !contents.containsAll(ran.values())).isPresent();
  }

  private static StepRecord inDoubt(StepRecord step, Release release) {
    return step.with(
        Optional.of(
            Attempt.ofLost(
                release.run(), step.inputs(), release.endedAt().orElse(release.startedAt()))));
  }
}
