package io.deployctl.providers.manifests;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepOutputRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The manifests of a step as they were found, before the cluster was asked about them.
 *
 * @param manifests the objects
 * @param shapeWaitsOn outputs on which it depends what objects there are
 * @param ignore rules about fields that others own
 * @param settings what execution needs to know
 * @param inputs digest of all that they were made from
 * @param restored whether they come from a release, in their final form
 */
record Source(
    List<Manifest> manifests,
    Set<StepOutputRef> shapeWaitsOn,
    List<IgnoreRule> ignore,
    ManifestsSettings settings,
    Digest inputs,
    boolean restored) {
  /** Copies. */
  Source {
    manifests = List.copyOf(manifests);
    shapeWaitsOn = Set.copyOf(shapeWaitsOn);
    ignore = List.copyOf(ignore);
  }

  /** Returns what a release holds, in its final form. */
  static Source restored(
      Collection<Manifest> manifests, ManifestsSettings settings, Digest inputs) {
    return new Source(List.copyOf(manifests), Set.of(), List.of(), settings, inputs, true);
  }
}
