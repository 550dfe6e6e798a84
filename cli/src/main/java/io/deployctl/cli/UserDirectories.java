package io.deployctl.cli;

import io.deployctl.cli.terminal.Invocation;
import java.nio.file.Path;

/** Where the user keeps things, by the XDG base directory specification. */
final class UserDirectories {
  private UserDirectories() {}

  /** Returns the directory for what can be fetched again. */
  static Path cache(Invocation invocation) {
    return of(invocation, "XDG_CACHE_HOME", ".cache");
  }

  /** Returns the directory for what must last but is no configuration: journals. */
  static Path state(Invocation invocation) {
    return of(invocation, "XDG_STATE_HOME", ".local/state");
  }

  /** A relative value counts as absent, as the specification says. */
  private static Path of(Invocation invocation, String variable, String otherwise) {
    String value = invocation.environment().getOrDefault(variable, "");
    Path base = value.startsWith("/") ? Path.of(value) : invocation.home().resolve(otherwise);
    return base.resolve("deployctl");
  }
}
