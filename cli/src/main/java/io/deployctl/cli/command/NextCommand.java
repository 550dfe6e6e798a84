package io.deployctl.cli.command;

import io.deployctl.core.model.Digest;
import java.util.ArrayList;
import java.util.List;

/** The command to run after this one, as it could be typed. */
final class NextCommand {
  private NextCommand() {}

  /** Returns the apply that belongs to a plan of the given arguments. */
  static String apply(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("deployctl"));
    boolean replaced = false;
    for (String argument : arguments) {
      if (!replaced && argument.equals("plan")) {
        words.add("apply");
        replaced = true;
      } else if (!argument.equals("--detailed-exitcode")) {
        words.add(quote(argument));
      }
    }
    return String.join(" ", words);
  }

  /** Returns the apply of exactly the plan that was saved. */
  static String applyFile(String file, Digest id) {
    return "deployctl apply " + quote(file) + " --expect " + id.hex();
  }

  private static String quote(String argument) {
    return argument.matches("[A-Za-z0-9_./:=@%+,-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
