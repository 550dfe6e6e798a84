package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the environment that a command is about. */
final class Environments {
  private Environments() {}

  /**
   * Returns the environment of the given name or alias, or the only one where no name is given.
   * Adds a problem where there is none.
   */
  static Optional<ProjectSpec.Environment> choose(
      ProjectSpec project, Optional<String> name, Diagnostics problems) {
    List<ProjectSpec.Environment> all = List.copyOf(project.environments().values());
    if (name.isEmpty()) {
      if (all.size() == 1) {
        return Optional.of(all.get(0));
      }
      if (!all.isEmpty()) {
        problems.add(
            list(Diagnostic.error("no-environment", "the project has several environments"), all)
                .hint("Name one with `--env`"));
      }
      return Optional.empty();
    }
    Optional<ProjectSpec.Environment> chosen =
        all.stream()
            .filter(e -> e.name().equals(name.get()) || e.aliases().contains(name.get()))
            .findFirst();
    if (chosen.isEmpty()) {
      problems.add(unknown(name.get(), all));
    }
    return chosen;
  }

  /** Returns what lists of environments show. */
  static EnvironmentSummary summary(ProjectSpec.Environment environment) {
    return new EnvironmentSummary(
        environment.name(),
        environment.aliases(),
        environment.isProtected(),
        environment.description());
  }

  private static Diagnostic unknown(String name, List<ProjectSpec.Environment> all) {
    List<String> known = new ArrayList<>();
    for (ProjectSpec.Environment environment : all) {
      known.add(environment.name());
      known.addAll(environment.aliases());
    }
    Diagnostic diagnostic =
        Diagnostic.error("unknown-environment", "there is no environment `" + name + "`");
    return Suggestion.nearest(name, known)
        .map(nearest -> list(diagnostic, all).hint("Did you mean `" + nearest + "`?"))
        .orElse(list(diagnostic, all).hint("Name one of these with `--env`"));
  }

  private static Diagnostic list(Diagnostic diagnostic, List<ProjectSpec.Environment> all) {
    Diagnostic listed = diagnostic;
    for (ProjectSpec.Environment environment : all) {
      listed = listed.detail(summary(environment).label());
    }
    return listed;
  }
}
