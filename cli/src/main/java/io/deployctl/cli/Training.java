package io.deployctl.cli;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Does once what most commands do, so that a class-data archive made at its end holds what they
 * load. The launcher runs it out of sight; it prints nothing and touches nothing.
 */
public final class Training {
  private Training() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    List.of(
            List.of("--help"),
            List.of("version"),
            List.of("version", "--output", "json"),
            List.of("verzion"))
        .forEach(Training::run);
  }

  private static void run(List<String> arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Path nothing = Path.of("/nonexistent");
    Main.run(
        new Invocation(
            arguments,
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Map.of(),
            nothing,
            nothing,
            "nobody",
            "localhost",
            Clock.systemUTC(),
            Terminal.NONE,
            new Invocation.Program("training", "17")));
  }
}
