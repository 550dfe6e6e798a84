package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a program is started in a session of its own, so that neither Ctrl-C nor the end of the
 * terminal reaches it. Java can't do that itself.
 *
 * @param prefix the words before the program's own
 */
record Detachment(List<String> prefix) {
  /**
   * Finds the way on this machine: {@code setsid} (every Linux), otherwise {@code perl} (macOS).
   *
   * @throws DeployctlException if the {@code PATH} has neither
   */
  static Detachment find(Map<String, String> environment) {
    Optional<Path> setsid = onPath(environment, "setsid");
    if (setsid.isPresent()) {
      return new Detachment(List.of(setsid.get().toString()));
    }
    Optional<Path> perl = onPath(environment, "perl");
    if (perl.isPresent()) {
      String script = "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or die $!";
      return new Detachment(List.of(perl.get().toString(), "-e", script));
    }
    throw DeployctlException.failed(
        Diagnostic.error(
                "sandbox-platform",
                "Cannot start the sandbox: neither `setsid` nor `perl` is on the PATH")
            .hint("Install util-linux (or perl), which keeps the sandbox running on its own"));
  }

  /** Returns the whole command line. */
  List<String> around(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  private static Optional<Path> onPath(Map<String, String> environment, String program) {
    for (String directory : environment.getOrDefault("PATH", "").split(":")) {
      if (directory.startsWith("/")) {
        Path file = Path.of(directory, program);
        if (Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }
}
