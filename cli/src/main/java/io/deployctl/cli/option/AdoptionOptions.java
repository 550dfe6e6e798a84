package io.deployctl.cli.option;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.AdoptionRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be taken over, and from whom. */
public final class AdoptionOptions {
  @Parameters(
      paramLabel = "OBJECT",
      description =
          "Only these objects: KIND/NAME or KIND/NAMESPACE/NAME, release/NAME for a release of"
              + " Helm (default: all that can be taken over).")
  private List<String> objects = new ArrayList<>();

  @Option(
      names = "--from-manager",
      paramLabel = "NAME",
      description =
          "A field manager that will not write its objects again: they are taken over like those"
              + " of kubectl. May be repeated.")
  private List<String> managers = new ArrayList<>();

  @Option(
      names = "--from-helm",
      paramLabel = "NAMESPACE/RELEASE",
      description =
          "Move the objects of this Helm release to the project's manifests. Helm forgets the"
              + " release; its objects stay.")
  private String release;

  @Option(
      names = "--leave",
      paramLabel = "OBJECT",
      description =
          "With --from-helm: an object of the release that the project does not have, and that may"
              + " stay behind as nobody's. May be repeated.")
  private List<String> leave = new ArrayList<>();

  /**
   * Returns the rules.
   *
   * @throws DeployctlException when an option makes no sense
   */
  public AdoptionRules rules() {
    if (release != null && !release.matches("[^/]+/[^/]+")) {
      throw usage("`--from-helm` must be NAMESPACE/RELEASE, not `" + release + "`");
    }
    if (release == null && !leave.isEmpty()) {
      throw usage("`--leave` needs `--from-helm`");
    }
    return new AdoptionRules(
        new LinkedHashSet<>(objects),
        new LinkedHashSet<>(managers),
        Optional.ofNullable(release),
        new LinkedHashSet<>(leave));
  }

  private static DeployctlException usage(String summary) {
    return DeployctlException.invalid(Diagnostic.error("usage", summary));
  }
}
