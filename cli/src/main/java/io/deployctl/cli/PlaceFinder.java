package io.deployctl.cli;

import io.deployctl.cli.command.Selection;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.store.EnvironmentFinder;
import io.deployctl.providers.kubernetes.store.FoundEnvironment;
import java.util.List;
import java.util.Optional;

/** Finds an environment in a cluster by its project's name, without the project's files. */
final class PlaceFinder {
  private final Clusters clusters;

  PlaceFinder(Clusters clusters) {
    this.clusters = clusters;
  }

  /**
   * Returns the environment that the selection means.
   *
   * @throws DeployctlException when there is none, or several
   */
  Place find(Selection selection) {
    String project = selection.project().orElseThrow();
    List<FoundEnvironment> found =
        new EnvironmentFinder(clusters.get())
            .find(Optional.of(project), Optional.empty(), selection.stateNamespace());
    List<FoundEnvironment> meant =
        found.stream()
            .filter(
                one ->
                    selection.environment().map(one.identity().environment()::equals).orElse(true))
            .toList();
    if (meant.size() != 1) {
      throw DeployctlException.invalid(listed(problem(selection, found, meant), found));
    }
    FoundEnvironment one = meant.get(0);
    return Place.found(
        one.identity().project(), one.identity().environment(), "default", one.stateNamespace());
  }

  private Diagnostic problem(
      Selection selection, List<FoundEnvironment> found, List<FoundEnvironment> meant) {
    String project = selection.project().orElseThrow();
    if (found.isEmpty()) {
      return Diagnostic.error(
              "unknown-project",
              "the cluster `%s` has no environment of the project `%s`"
                  .formatted(clusters.get().target().server(), project))
          .hint("look into another cluster with `--context`");
    }
    if (meant.size() > 1) {
      return Diagnostic.error("no-environment", "the project has several environments here")
          .hint("name one with `--env`");
    }
    String name = selection.environment().orElse("");
    List<String> known = found.stream().map(one -> one.identity().environment()).toList();
    return Diagnostic.error("unknown-environment", "there is no environment `" + name + "` here")
        .hint(
            Suggestion.nearest(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("name one of these with `--env`"));
  }

  private static Diagnostic listed(Diagnostic problem, List<FoundEnvironment> found) {
    Diagnostic listed = problem;
    for (FoundEnvironment one : found) {
      listed =
          listed.detail(
              one.identity().environment() + " (state in namespace " + one.stateNamespace() + ")");
    }
    return listed;
  }
}
