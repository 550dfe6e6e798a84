package io.deployctl.cli;

import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.config.VersionRange;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.manifests.VersionScan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Checks API versions in a project's files against the Kubernetes that the project requires. */
final class VersionCheck {
  private VersionCheck() {}

  /**
   * Returns what is wrong; nothing where the project does not say which Kubernetes it is for.
   *
   * @param wanted which steps to look at
   */
  static List<Diagnostic> of(LoadedProject project, Predicate<StepSpec> wanted) {
    Optional<VersionRange> range =
        Optional.ofNullable(project.requires().get("kubernetes")).flatMap(VersionRange::parse);
    if (range.isEmpty()) {
      return List.of();
    }
    VersionScan scan = new VersionScan(project.directory(), range.get());
    Set<Diagnostic> found = new LinkedHashSet<>();
    project.steps().stream()
        .filter(step -> step.provider().equals("manifests") && wanted.test(step))
        .forEach(step -> found.addAll(scan.of(project.settings(step))));
    return List.copyOf(found);
  }
}
