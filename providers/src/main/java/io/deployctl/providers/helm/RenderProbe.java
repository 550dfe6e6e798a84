package io.deployctl.providers.helm;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.StepOutputRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out by rendering again what each leaf depends on: rendered twice from the same, what
 * differs is unstable; with other secrets, what differs is secret; with other stand-ins for what is
 * not known yet, what differs waits. It sees through every function of a template.
 */
final class RenderProbe {
  private static final Object[][] STAND_INS = {
    {"deployctl-unknown-a", "deployctl-unknown-b"}, {40_001, 40_002}
  };

  private final ReleaseRenderer renderer;
  private final HelmValues values;
  private final Set<StepOutputRef> waitsOn;
  private Map<String, Object> rendered;
  private Manifest manifest;
  private Object standIn = "";
  private Set<String> waiting = Set.of();

  RenderProbe(ReleaseRenderer renderer, HelmValues values) {
    this.renderer = renderer;
    this.values = values;
    this.waitsOn = values.waitsOn();
  }

  /**
   * Renders.
   *
   * @return why there is nothing to show before outputs are known, if there is not
   * @throws DeployctlException when the chart does not render, though everything is known
   */
  Optional<String> render() {
    if (waitsOn.isEmpty()) {
      rendered = values.tree();
      manifest = renderer.render(rendered);
      return Optional.empty();
    }
    String failure = "";
    for (Object[] pair : STAND_INS) {
      try {
        standIn = pair[0];
        rendered = values.withStandIns(standIn);
        manifest = renderer.render(rendered);
        waiting = Manifest.differences(manifest, renderer.render(values.withStandIns(pair[1])));
        return Optional.empty();
      } catch (DeployctlException unfit) {
        failure = unfit.diagnostics().get(0).summary();
      }
    }
    return Optional.of("the chart can't be rendered before the values are known: " + failure);
  }

  /** Returns what was rendered. */
  Manifest manifest() {
    return manifest;
  }

  /** Returns which leaves wait, without looking for anything else. */
  Marks waitingOnly() {
    return new Marks(Set.of(), Set.of(), false, waiting, waitsOn);
  }

  /** Returns all that can be found out. */
  Marks marks() {
    Set<String> unstable = Manifest.differences(manifest, renderer.render(rendered));
    Set<String> waits = new TreeSet<>(waiting);
    waits.removeAll(unstable);
    if (!values.hasSecrets()) {
      return new Marks(unstable, Set.of(), false, waits, waitsOn);
    }
    try {
      Map<String, Object> canaries =
          waitsOn.isEmpty() ? values.withCanaries() : values.withCanariesAnd(standIn);
      Set<String> sensitive = Manifest.differences(manifest, renderer.render(canaries));
      return new Marks(unstable, sensitive, false, waits, waitsOn);
    } catch (DeployctlException unfit) {
      // The chart checks its secrets so closely that no other text will do.
      return new Marks(unstable, Set.of(), true, waits, waitsOn);
    }
  }
}
