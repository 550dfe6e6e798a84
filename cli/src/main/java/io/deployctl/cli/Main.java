package io.deployctl.cli;

import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.command.Interrupts;
import io.deployctl.cli.option.GlobalOptions;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.core.spi.Cancellation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Where the program starts: the only place that asks the process for anything. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name and ends the process with its exit code. */
  public static void main(String[] arguments) {
    logIfVerbose(List.of(arguments));
    Interrupts interrupts = new Interrupts(new Cancellation(), Runtime.getRuntime()::halt);
    Signals.listen(interrupts::signalled);
    System.exit(run(ofProcess(arguments), interrupts));
  }

  /**
   * Runs the whole program in this process.
   *
   * @param invocation what it is given
   * @return the exit code
   */
  public static int run(Invocation invocation) {
    return run(invocation, new Interrupts(new Cancellation(), code -> {}));
  }

  private static int run(Invocation invocation, Interrupts interrupts) {
    CommandContext context =
        new CommandContext(
            invocation,
            new GlobalOptions(),
            interrupts,
            new Wiring(invocation, interrupts.cancellation()));
    Failures failures = new Failures(context);
    CommandLine commandLine = Deployctl.commandLine(context);
    commandLine.setOut(new java.io.PrintWriter(invocation.out(), true, StandardCharsets.UTF_8));
    commandLine.setErr(new java.io.PrintWriter(invocation.err(), true, StandardCharsets.UTF_8));
    commandLine.setParameterExceptionHandler((problem, given) -> failures.wrongUsage(problem));
    commandLine.setExecutionExceptionHandler(
        (problem, command, parsed) -> failures.failed(problem));
    int exit = commandLine.execute(invocation.arguments().toArray(new String[0]));
    context.finish(exit);
    return exit;
  }

  private static Invocation ofProcess(String[] arguments) {
    Map<String, String> environment = System.getenv();
    return new Invocation(
        List.of(arguments),
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        environment,
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"),
        System.getProperty("deployctl.host", environment.getOrDefault("HOSTNAME", "localhost")),
        Clock.systemUTC(),
        terminal(),
        new Invocation.Program(
            Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development"),
            System.getProperty("java.version")));
  }

  /** The log's level is read when the first logger is made, so before arguments are parsed. */
  private static void logIfVerbose(List<String> arguments) {
    if (arguments.contains("-v") || arguments.contains("--verbose")) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
      System.setProperty("org.slf4j.simpleLogger.log.io.deployctl", "debug");
    }
  }

  /** Java 17 can't tell which streams are a terminal; the launcher can, and says so. */
  private static Terminal terminal() {
    String streams = System.getProperty("deployctl.terminal", "");
    return new Terminal(
        streams.contains("0"),
        streams.contains("1"),
        streams.contains("2"),
        Integer.getInteger("deployctl.columns", 0));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        false,
        StandardCharsets.UTF_8);
  }
}
