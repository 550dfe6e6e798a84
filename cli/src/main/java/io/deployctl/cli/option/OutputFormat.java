package io.deployctl.cli.option;

import java.util.List;
import java.util.Optional;

/** Who reads the output. The constants are spelled as the option's values. */
public enum OutputFormat {
  human,
  json,
  markdown;

  /**
   * Returns the format that the arguments ask for, as far as can be told of arguments that may be
   * wrong: also a usage error should come in the format that was asked for.
   */
  public static OutputFormat guess(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      Optional<OutputFormat> found = read(arguments.get(i), next);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return human;
  }

  private static Optional<OutputFormat> read(String argument, String next) {
    String value = argument.replaceFirst("^(--output=|-o=?)(?=.)", "");
    if (argument.equals("-o") || argument.equals("--output")) {
      value = next;
    } else if (value.equals(argument)) {
      return Optional.empty();
    }
    return value.equals(json.name()) ? Optional.of(json) : Optional.empty();
  }
}
