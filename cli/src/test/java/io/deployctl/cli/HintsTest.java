package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.command.Interrupts;
import io.deployctl.cli.option.GlobalOptions;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Commands that hints name get those of the user's options that they know, and no others. */
class HintsTest {
  private static final List<String> GIVEN =
      List.of("-C", "-e", "--context", "--project", "--state-namespace");

  @TestFactory
  Stream<DynamicTest> hintsFitTheCommandsThatTheyName() {
    return commands(Deployctl.commandLine(context(List.of(), new ByteArrayOutputStream())))
        .map(
            command -> {
              String name = command.getCommandSpec().qualifiedName();
              return DynamicTest.dynamicTest(
                  name, () -> assertThat(added(name)).isEqualTo(known(command)));
            });
  }

  /** What {@code init} calls so is about the project that it makes. */
  private static List<String> known(CommandLine command) {
    return GIVEN.stream()
        .filter(option -> option.equals("-C") || !command.getCommandName().equals("init"))
        .filter(option -> command.getCommandSpec().optionsMap().containsKey(option))
        .toList();
  }

  private static List<String> added(String command) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments = GIVEN.stream().flatMap(option -> Stream.of(option, "x")).toList();
    context(arguments, err)
        .views()
        .diagnostics(List.of(Diagnostic.note("any", "any").hint("`" + command + "` mends it")));
    List<String> words = List.of(err.toString(StandardCharsets.UTF_8).split("[` ]"));
    return GIVEN.stream().filter(words::contains).toList();
  }

  private static Stream<CommandLine> commands(CommandLine above) {
    return above.getSubcommands().values().stream()
        .flatMap(
            command -> command.getSubcommands().isEmpty() ? Stream.of(command) : commands(command));
  }

  private static CommandContext context(List<String> arguments, ByteArrayOutputStream err) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Path nothing = Path.of("/nonexistent");
    Invocation invocation =
        new Invocation(
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
    Cancellation cancellation = new Cancellation();
    return new CommandContext(
        invocation,
        new GlobalOptions(),
        new Interrupts(cancellation, code -> {}),
        new Wiring(invocation, cancellation));
  }
}
