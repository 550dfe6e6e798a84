package io.deployctl.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What one call of the program was given. Nothing below {@code cli.Main} asks the process for any
 * of it, so that a test can run the whole program in its own process.
 *
 * @param arguments the arguments, without the program's name
 * @param in standard input
 * @param out standard output, in UTF-8
 * @param err standard error, in UTF-8
 * @param environment the environment's variables
 * @param directory the working directory, absolute
 * @param home the user's home directory
 * @param user the user's name
 * @param host this machine's name
 * @param clock the time
 * @param terminal which of the streams are a terminal
 * @param program which program this is
 */
public record Invocation(
    List<String> arguments,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Path home,
    String user,
    String host,
    Clock clock,
    Terminal terminal,
    Program program) {
  /** Refuses nulls and copies. */
  public Invocation {
    arguments = List.copyOf(arguments);
    requireNonNull(in, "in is null");
    requireNonNull(out, "out is null");
    requireNonNull(err, "err is null");
    environment = Map.copyOf(environment);
    requireNonNull(directory, "directory is null");
    requireNonNull(home, "home is null");
    requireNonNull(user, "user is null");
    requireNonNull(host, "host is null");
    requireNonNull(clock, "clock is null");
    requireNonNull(terminal, "terminal is null");
    requireNonNull(program, "program is null");
  }

  /**
   * Which program this is.
   *
   * @param version its version
   * @param java the Java runtime's version
   */
  public record Program(String version, String java) {}
}
