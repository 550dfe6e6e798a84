package io.deployctl.cli.command;

import io.deployctl.core.value.ShellWord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the arguments of this call say about what it works on. A hint that names another command
 * names it without that; with these options added, it can be typed as it stands and means the same
 * environment.
 */
final class GivenOptions {
  /** A command of this program: its words, and what follows them. */
  private static final Pattern COMMAND =
      Pattern.compile("deployctl ((?:(?:config|lock|sandbox|state) )?[a-z]+)((?: [^`]*)?)");

  /** The same in a text, where it stands between backticks. */
  private static final Pattern IN_TEXT = Pattern.compile("(?<=`)" + COMMAND + "(?=`)");

  private static final Set<String> WITHOUT_ENVIRONMENT =
      Set.of("completion", "config diff", "init", "sandbox", "version");

  private static final Set<String> WITHOUT_CLUSTER = Set.of("render");

  private static final Set<String> WITHOUT_CHECKOUT =
      Set.of(
          "destroy",
          "drift",
          "health",
          "history",
          "lock",
          "resume",
          "rollback",
          "smoke",
          "state",
          "status");

  /** The options, each with its names; the first one is what is added. */
  private enum Option {
    DIRECTORY(command -> true, "-C", "--directory"),
    ENVIRONMENT(command -> !isOneOf(WITHOUT_ENVIRONMENT, command), "-e", "--env"),
    CONTEXT(
        command -> ENVIRONMENT.isFor(command) && !isOneOf(WITHOUT_CLUSTER, command), "--context"),
    PROJECT(command -> isOneOf(WITHOUT_CHECKOUT, command), "--project"),
    STATE_NAMESPACE(PROJECT::isFor, "--state-namespace");

    private final Predicate<String> understoodBy;
    private final List<String> names;

    Option(Predicate<String> understoodBy, String... names) {
      this.understoodBy = understoodBy;
      this.names = List.of(names);
    }

    /** Whether a command knows it, by the command's words. */
    private boolean isFor(String command) {
      return understoodBy.test(command);
    }

    private static boolean isOneOf(Set<String> commands, String command) {
      return commands.contains(command) || commands.contains(command.split(" ", 2)[0]);
    }

    /** Returns the value in an argument that has it joined to the name. */
    private Optional<String> joined(String argument) {
      return names.stream()
          .filter(name -> argument.startsWith(name) && argument.length() > name.length())
          .filter(name -> !name.startsWith("--") || argument.charAt(name.length()) == '=')
          .map(name -> argument.substring(name.length()).replaceFirst("^=", ""))
          .findFirst();
    }

    private boolean isIn(String text) {
      return List.of(text.split(" ", -1)).stream()
          .anyMatch(word -> names.contains(word) || joined(word).isPresent());
    }
  }

  private final Map<Option, String> given;

  private GivenOptions(Map<Option, String> given) {
    this.given = given;
  }

  /** Reads them from the arguments of a call. */
  static GivenOptions of(List<String> arguments) {
    Map<Option, String> given = new EnumMap<>(Option.class);
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String argument = arguments.get(i);
      Optional<String> next =
          i + 1 < arguments.size() ? Optional.of(arguments.get(i + 1)) : Optional.empty();
      for (Option option : Option.values()) {
        (option.names.contains(argument) ? next : option.joined(argument))
            .ifPresent(value -> given.put(option, value));
      }
    }
    return new GivenOptions(given);
  }

  /** Returns the same, about the environment where the arguments name none. */
  GivenOptions about(String environment) {
    Map<Option, String> more = new EnumMap<>(given);
    more.putIfAbsent(Option.ENVIRONMENT, environment);
    return new GivenOptions(more);
  }

  /** Returns the text, each command between backticks with what is given here and it lacks. */
  String complete(String text) {
    return given.isEmpty() ? text : IN_TEXT.matcher(text).replaceAll(this::completed);
  }

  /** Returns the command with what is given here and it lacks. */
  String typed(String command) {
    return COMMAND.matcher(command).replaceFirst(this::completed);
  }

  /** Returns what leads to the project and its cluster, each after a space. */
  String place() {
    return words(option -> option == Option.DIRECTORY || option == Option.CONTEXT);
  }

  private String completed(MatchResult found) {
    String words = found.group(1);
    String rest = found.group(2);
    String more = words(option -> option.isFor(words) && !option.isIn(rest));
    return Matcher.quoteReplacement("deployctl " + words + more + rest);
  }

  private String words(Predicate<Option> which) {
    return given.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(entry -> " " + entry.getKey().names.get(0) + " " + ShellWord.of(entry.getValue()))
        .collect(Collectors.joining());
  }
}
