package io.deployctl.core.release;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The content that a release refers to: all of it, for whoever keeps, copies or deletes content. A
 * field of a release that refers to content is added here, and nowhere else.
 */
public final class ReleaseContents {
  private ReleaseContents() {}

  /** Returns where everything is that the release refers to. */
  public static Set<ContentRef> of(Release release) {
    Set<ContentRef> references = new LinkedHashSet<>();
    release.steps().stream()
        .flatMap(step -> step.restoration().stream())
        .forEach(restoration -> references.addAll(restoration.values()));
    return references;
  }

  /**
   * Returns the release with its content in other places.
   *
   * @param moved tells where each is now
   */
  public static Release moved(Release release, UnaryOperator<ContentRef> moved) {
    return release.withSteps(release.steps().stream().map(step -> moved(step, moved)).toList());
  }

  private static StepRecord moved(StepRecord step, UnaryOperator<ContentRef> moved) {
    Optional<SortedMap<String, ContentRef>> restoration =
        step.restoration()
            .map(
                references -> {
                  SortedMap<String, ContentRef> now = new TreeMap<>(references);
                  now.replaceAll((name, reference) -> moved.apply(reference));
                  return now;
                });
    return new StepRecord(
        step.step(),
        step.stage(),
        step.needs(),
        step.provider(),
        step.identity(),
        step.stateless(),
        step.outcome(),
        step.inputs(),
        step.restorationVersion(),
        restoration,
        step.outputs(),
        step.unknownFields());
  }
}
