package io.deployctl.providers.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where sandboxes live on this machine.
 *
 * @param sandboxes the directory that holds one directory per sandbox
 * @param binaries the directory that holds one directory of programs per Kubernetes version
 */
public record SandboxHome(Path sandboxes, Path binaries) {
  /** Refuses nulls and makes both paths absolute. */
  public SandboxHome {
    sandboxes = requireNonNull(sandboxes, "sandboxes is null").toAbsolutePath().normalize();
    binaries = requireNonNull(binaries, "binaries is null").toAbsolutePath().normalize();
  }

  /**
   * Returns the places that the XDG base directory specification gives, for the given environment
   * variables and the user's home directory. A relative value counts as absent, as it says.
   */
  public static SandboxHome of(Map<String, String> environment, Path userHome) {
    Path state = directory(environment, "XDG_STATE_HOME", userHome.resolve(".local/state"));
    Path cache = directory(environment, "XDG_CACHE_HOME", userHome.resolve(".cache"));
    return new SandboxHome(
        state.resolve("deployctl/sandbox"), cache.resolve("deployctl/sandbox-binaries"));
  }

  private static Path directory(Map<String, String> environment, String name, Path otherwise) {
    String value = environment.getOrDefault(name, "");
    return value.startsWith("/") ? Path.of(value) : otherwise;
  }
}
