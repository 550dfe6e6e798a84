package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.Locale;

/**
 * What kind of machine this is, in the words that releases of Go programs use.
 *
 * @param system {@code linux} or {@code darwin}
 * @param processor {@code amd64} or {@code arm64}
 */
record Platform(String system, String processor) {
  /**
   * Returns the kind that Java's properties {@code os.name} and {@code os.arch} mean.
   *
   * @throws DeployctlException if no sandbox can run there
   */
  static Platform of(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system = name.startsWith("linux") ? "linux" : name.startsWith("mac") ? "darwin" : "";
    String processor =
        switch (osArch) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          default -> "";
        };
    if (system.isEmpty() || processor.isEmpty()) {
      throw DeployctlException.failed(
          Diagnostic.error(
                  "sandbox-platform", "A sandbox cannot run on " + osName + " with " + osArch)
              .hint("Use Linux or macOS on a 64-bit Intel, AMD or ARM processor"));
    }
    return new Platform(system, processor);
  }

  /** Returns the kind of the machine that this runs on. */
  static Platform here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }
}
