package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** Provides the programs of a sandbox from the user's cache. */
public final class Binaries {
  private Binaries() {}

  /**
   * Returns the set of the version that this deployctl was made with, whether it is there or not.
   */
  public static BinarySet expected(SandboxHome home) {
    String kubernetes = Versions.pinned().kubernetes();
    return new BinarySet(home.binaries().resolve(kubernetes), kubernetes);
  }

  /**
   * Returns the set once it is complete.
   *
   * @throws DeployctlException if a program is missing and can't be had
   */
  public static BinarySet provide(SandboxHome home, Progress progress) {
    BinarySet set = expected(home);
    List<Program> missing = set.missing(Program.all(Versions.pinned()));
    if (missing.isEmpty()) {
      return set;
    }
    throw DeployctlException.failed(
        Diagnostic.error(
                "sandbox-binaries", "Cannot start the sandbox: " + names(missing) + " not found")
            .detail("looked in " + set.directory())
            .hint("Run `scripts/sandbox-binaries`, which downloads or builds them"));
  }

  private static String names(List<Program> programs) {
    return programs.stream().map(Program::name).collect(Collectors.joining(", "));
  }
}
