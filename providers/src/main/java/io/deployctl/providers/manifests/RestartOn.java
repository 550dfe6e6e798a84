package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ResourceId;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a workload's annotation {@value Labels#RESTART_ON} says.
 *
 * @param nothing whether no change restarts its pods
 * @param objects more objects whose change does
 */
record RestartOn(boolean nothing, SortedSet<ResourceId> objects) {
  private static final Pattern REFERENCE =
      Pattern.compile("(?i)(configmap|secret)/([a-z0-9]([a-z0-9.-]*[a-z0-9])?)");

  /**
   * Reads it.
   *
   * @param problems takes what can't be read
   */
  static RestartOn of(Manifest manifest, Diagnostics problems) {
    SortedSet<ResourceId> objects = new TreeSet<>();
    Optional<String> text = manifest.annotation(Labels.RESTART_ON);
    if (text.filter("none"::equals).isPresent()) {
      return new RestartOn(true, objects);
    }
    for (String word : text.orElse("").strip().split("[,\\s]+")) {
      Matcher reference = REFERENCE.matcher(word);
      if (reference.matches()) {
        String kind = reference.group(1).equalsIgnoreCase("secret") ? "Secret" : "ConfigMap";
        String namespace = manifest.id().namespace();
        objects.add(new ResourceId("", kind, namespace, reference.group(2)));
      } else if (!word.isEmpty()) {
        problems.add(unreadable(manifest, word));
      }
    }
    return new RestartOn(false, objects);
  }

  private static Diagnostic unreadable(Manifest manifest, String word) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "invalid-annotation",
            "the annotation `"
                + Labels.RESTART_ON
                + "` of "
                + manifest.id().address()
                + " can't be read: `"
                + word
                + "`");
    return manifest
        .position()
        .map(diagnostic::at)
        .orElse(diagnostic)
        .hint("Write `none`, or a list such as `ConfigMap/settings, Secret/login`");
  }
}
