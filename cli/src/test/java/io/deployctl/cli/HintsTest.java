package io.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    return commands(Deployctl.commandLine(Bare.context(Bare.invocation())))
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
    Bare.context(Bare.invocation(arguments, err))
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
}
