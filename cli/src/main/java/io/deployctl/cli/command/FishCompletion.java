package io.deployctl.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a completion script for the fish shell, which picocli has none for. */
final class FishCompletion {
  private FishCompletion() {}

  /** Returns the script for the command and all of its subcommands. */
  static String script(CommandSpec root) {
    List<String> lines = new ArrayList<>();
    lines.add("# fish completion for " + root.name());
    lines.add("complete -c " + root.name() + " -f");
    describe(root, root, List.of(), lines);
    return String.join("\n", lines) + "\n";
  }

  private static void describe(
      CommandSpec root, CommandSpec command, List<String> path, List<String> lines) {
    String prefix = "complete -c " + root.name();
    String here = condition(path, List.copyOf(command.subcommands().keySet()));
    command
        .subcommands()
        .forEach(
            (name, sub) -> lines.add(prefix + here + " -a " + name + " -d " + quote(summary(sub))));
    String inside = path.isEmpty() ? "" : condition(path, List.of());
    for (OptionSpec option : command.options()) {
      if (!option.hidden() && !(option.inherited() && !path.isEmpty())) {
        lines.add(prefix + inside + option(option));
      }
    }
    command
        .subcommands()
        .forEach(
            (name, sub) -> {
              List<String> further = new ArrayList<>(path);
              further.add(name);
              describe(root, sub.getCommandSpec(), further, lines);
            });
  }

  private static String condition(List<String> path, List<String> notYet) {
    List<String> tests = new ArrayList<>();
    path.forEach(name -> tests.add("__fish_seen_subcommand_from " + name));
    if (!notYet.isEmpty()) {
      tests.add("not __fish_seen_subcommand_from " + String.join(" ", notYet));
    }
    return tests.isEmpty() ? "" : " -n " + quote(String.join("; and ", tests));
  }

  private static String option(OptionSpec option) {
    StringBuilder text = new StringBuilder();
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      text.append(" -r");
    }
    Iterable<String> candidates = option.completionCandidates();
    if (candidates != null) {
      text.append(" -a ").append(quote(String.join(" ", candidates)));
    }
    return text + " -d " + quote(String.join(" ", option.description()));
  }

  private static String summary(CommandLine command) {
    return String.join(" ", command.getCommandSpec().usageMessage().description());
  }

  private static String quote(String text) {
    return text.codePoints()
        .mapToObj(Character::toString)
        .map(c -> c.equals("'") || c.equals("\\") ? "\\" + c : c)
        .collect(Collectors.joining("", "'", "'"));
  }
}
