package io.deployctl.cli.command;

import io.deployctl.core.model.Digest;
import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The command to run after this one, as it could be typed. */
final class NextCommand {
  private static final String SET = "--set";

  private NextCommand() {}

  /**
   * Returns the apply that belongs to a plan of the given arguments. Secrets among them stand
   * masked: what is printed ends in logs.
   */
  static String apply(List<String> arguments, List<PlannedOverride> overrides) {
    Set<String> secret =
        overrides.stream()
            .filter(override -> override.value() instanceof Leaf.Sensitive)
            .map(PlannedOverride::path)
            .collect(Collectors.toSet());
    List<String> words = new ArrayList<>(List.of("deployctl"));
    boolean replaced = false;
    boolean set = false;
    for (String argument : arguments) {
      if (!replaced && argument.equals("plan")) {
        words.add("apply");
        replaced = true;
      } else if (!argument.equals("--detailed-exitcode")) {
        boolean joined = argument.startsWith(SET + "=");
        words.add(ShellWord.of(set || joined ? masked(argument, joined, secret) : argument));
      }
      set = argument.equals(SET);
    }
    return String.join(" ", words);
  }

  /** An override of a map has everything in it in one argument. */
  private static String masked(String argument, boolean joined, Set<String> secret) {
    int from = joined ? SET.length() + 1 : 0;
    int end = argument.indexOf('=', from);
    String path = argument.substring(from, Math.max(from, end)).strip();
    boolean holdsSecret =
        secret.stream().anyMatch(one -> one.equals(path) || one.startsWith(path + "."));
    return end > 0 && holdsSecret ? argument.substring(0, end + 1) + SecretText.MASK : argument;
  }

  /** Returns the apply of exactly the plan that was saved by a call with the given options. */
  static String applyFile(GivenOptions given, String file, Digest id) {
    return "deployctl apply" + given.place() + " " + ShellWord.of(file) + " --expect " + id.hex();
  }
}
