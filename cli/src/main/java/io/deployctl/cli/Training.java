package io.deployctl.cli;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.cli.training.PracticeGround;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does once what most commands do, so that a class-data archive made at its end holds what they
 * load. The launcher runs it out of sight; it prints nothing, and touches nothing but the directory
 * that it is given. What it can't do here only makes the archive smaller.
 */
public final class Training {
  private static final List<List<String>> WITHOUT_PROJECT =
      List.of(
          List.of("--help"),
          List.of("version"),
          List.of("version", "--output", "json"),
          List.of("plan", "--help"));

  private static final List<List<String>> WITH_PROJECT =
      List.of(
          List.of("config", "show"),
          List.of("config", "explain", "image.tag"),
          List.of("render"),
          List.of("plan"),
          List.of("apply", "--auto-approve", "--output", "json"),
          List.of("plan"),
          List.of("plan", "--set", "image.tag=2", "--output", "json"),
          List.of("apply", "--set", "image.tag=2", "--auto-approve"),
          List.of("status"),
          List.of("history"),
          List.of("drift"));

  private Training() {}

  /** Runs it in the directory that the argument names. */
  public static void main(String[] arguments) {
    Signals.listen(() -> {});
    WITHOUT_PROJECT.forEach(command -> run(command, Path.of("/nonexistent"), Map.of()));
    if (arguments.length == 1) {
      try {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        List<Integer> unused = practise(directory);
      } catch (IOException | GeneralSecurityException | RuntimeException | LinkageError notHere) {
        // Short commands are trained all the same.
        return;
      }
    }
  }

  /** Runs commands of all kinds on a project and a server of their own; returns their codes. */
  static List<Integer> practise(Path directory) throws IOException, GeneralSecurityException {
    List<Integer> codes = new ArrayList<>();
    try (PracticeGround ground = PracticeGround.in(directory)) {
      for (List<String> command : WITH_PROJECT) {
        codes.add(run(command, ground.project(), ground.environment()));
      }
    }
    return codes;
  }

  private static int run(List<String> arguments, Path project, Map<String, String> environment) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return Main.run(
        new Invocation(
            arguments,
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            environment,
            project,
            project,
            "nobody",
            "localhost",
            Clock.systemUTC(),
            Terminal.NONE,
            new Invocation.Program("training", "17")));
  }
}
