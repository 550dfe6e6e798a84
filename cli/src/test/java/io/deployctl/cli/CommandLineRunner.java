package io.deployctl.cli;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.fixtures.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the whole program in the test's process, in a directory and with a clock of its own. */
public final class CommandLineRunner {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private Terminal terminal = Terminal.NONE;

  /** Makes one that works in the directory, with an empty environment. */
  public CommandLineRunner(Path directory) {
    this.directory = directory;
  }

  /** Sets an environment variable. */
  public CommandLineRunner with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Puts somebody before a terminal who types the text. */
  public CommandLineRunner typing(String text) {
    input = text;
    terminal = new Terminal(true, true, true, 80);
    return this;
  }

  /** Runs a command. */
  public CommandResult run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new Invocation(
                List.of(arguments),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                directory,
                directory.resolve("home"),
                "dana",
                "laptop",
                Clock.fixed(Instant.parse("2026-03-04T10:20:30Z"), ZoneOffset.UTC),
                terminal,
                new Invocation.Program("0.1.0", "17.0.1")));
    return new CommandResult(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
