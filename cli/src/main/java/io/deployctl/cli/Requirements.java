package io.deployctl.cli;

import io.deployctl.core.config.VersionRange;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Target;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks what a project requires of deployctl itself and of the cluster; tools check themselves.
 */
final class Requirements {
  private Requirements() {}

  /**
   * Checks the versions.
   *
   * @param requires the ranges by name
   * @param version this program's version; one that is not a release's, as in a build's tests, is
   *     not compared
   * @param target tells the cluster, asked only where its version is required
   * @throws DeployctlException naming what was found and what is needed
   */
  static void check(
      Map<String, String> requires, String version, Supplier<Optional<Target>> target) {
    require(
        "deployctl",
        requires,
        () -> Optional.of(version).filter(text -> Character.isDigit(text.charAt(0))),
        "install a version of deployctl that fits");
    require(
        "kubernetes",
        requires,
        () -> target.get().flatMap(Target::version),
        "upgrade the cluster, or change `requires` in deployctl.yaml");
  }

  private static void require(
      String name, Map<String, String> requires, Supplier<Optional<String>> found, String hint) {
    Optional<VersionRange> range =
        Optional.ofNullable(requires.get(name)).flatMap(VersionRange::parse);
    if (range.isEmpty()) {
      return;
    }
    Optional<String> version = found.get();
    if (version.isPresent() && !range.get().matches(version.get())) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "version-not-supported",
                  "the project requires "
                      + name
                      + " "
                      + requires.get(name)
                      + ", and this is "
                      + version.get())
              .hint(hint));
    }
  }
}
