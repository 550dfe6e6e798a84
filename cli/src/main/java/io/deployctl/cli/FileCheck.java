package io.deployctl.cli;

import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.config.StepSpec;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.smoke.ScenarioFile;
import io.deployctl.providers.smoke.SmokeProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks files that steps name, as far as that takes no cluster, no tool and no secret. */
final class FileCheck {
  private FileCheck() {}

  /** Returns what is wrong. */
  static List<Diagnostic> of(LoadedProject project) {
    List<Diagnostic> found = new ArrayList<>(VersionCheck.of(project, step -> true));
    found.addAll(scenarios(project));
    return found;
  }

  /** A scenario that several steps share is wrong once. */
  private static Set<Diagnostic> scenarios(LoadedProject project) {
    Set<Diagnostic> found = new LinkedHashSet<>();
    project.steps().stream()
        .filter(step -> step.provider().equals(SmokeProvider.NAME))
        .forEach(step -> found.addAll(scenario(project, step)));
    return found;
  }

  private static List<Diagnostic> scenario(LoadedProject project, StepSpec step) {
    return new ScenarioFile(project.directory(), project.settings(step)).problems();
  }
}
