package io.deployctl.cli.docs;

import io.deployctl.cli.CommandLineRunner;
import io.deployctl.fixtures.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A command line as a page shows it.
 *
 * @param words the command and its subcommand
 * @param options the long options that stand in it
 */
record ShownCommand(List<String> words, List<String> options) {
  private static final Pattern WORD = Pattern.compile("[a-z]+");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
  private static final List<String> WITH_SUBCOMMANDS =
      List.of("config", "sandbox", "lock", "state");
  private static final Map<List<String>, CommandResult> HELP = new ConcurrentHashMap<>();

  /** Takes a line apart. Values of options are not looked at. */
  static ShownCommand parse(String line) {
    List<String> words = new ArrayList<>();
    List<String> options = new ArrayList<>();
    String given = line.replaceFirst("^deployctl", "").replaceAll(" -[Coe] \\S+", "").strip();
    for (String token : given.split("\\s+")) {
      String name = token.replaceFirst("=.*", "");
      if (OPTION.matcher(name).matches()) {
        options.add(name);
      } else if (WORD.matcher(token).matches() && options.isEmpty() && wants(words)) {
        words.add(token);
      }
    }
    return new ShownCommand(words, options);
  }

  /**
   * Returns what is wrong with it: an unknown command, or an option that its help does not have.
   */
  Optional<String> problem() {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");
    CommandResult help =
        HELP.computeIfAbsent(
            arguments,
            asked ->
                new CommandLineRunner(Path.of("").toAbsolutePath())
                    .run(asked.toArray(new String[0])));
    if (!help.out().startsWith("Usage: " + String.join(" ", named()))) {
      return Optional.of("there is no such command");
    }
    return options.stream()
        .filter(option -> !Pattern.compile(option + "\\b").matcher(help.out()).find())
        .findFirst()
        .map(option -> "it has no " + option);
  }

  private List<String> named() {
    List<String> named = new ArrayList<>(List.of("deployctl"));
    named.addAll(words);
    return named;
  }

  private static boolean wants(List<String> words) {
    return words.isEmpty() || (words.size() == 1 && WITH_SUBCOMMANDS.contains(words.get(0)));
  }
}
