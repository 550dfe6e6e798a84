package io.deployctl.cli;

import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.command.Interrupts;
import io.deployctl.cli.option.GlobalOptions;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.core.spi.Cancellation;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Calls of the program without anything around them, for tests that run no command. */
final class Bare {
  private Bare() {}

  /** Returns a call whose output goes nowhere. */
  static Invocation invocation() {
    return invocation(List.of(), OutputStream.nullOutputStream());
  }

  /** Returns a call with arguments, all of whose output goes to the stream. */
  static Invocation invocation(List<String> arguments, OutputStream output) {
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    Path nothing = Path.of("/nonexistent");
    return new Invocation(
        arguments,
        InputStream.nullInputStream(),
        stream,
        stream,
        Map.of(),
        nothing,
        nothing,
        "dana",
        "laptop",
        Clock.systemUTC(),
        Terminal.NONE,
        new Invocation.Program("0.1.0", "17"));
  }

  /** Returns what the commands of a call get. */
  static CommandContext context(Invocation invocation) {
    Cancellation cancellation = new Cancellation();
    return new CommandContext(
        invocation,
        new GlobalOptions(),
        new Interrupts(cancellation, code -> {}),
        new Wiring(invocation, cancellation));
  }
}
