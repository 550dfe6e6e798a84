package io.deployctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Gives every command {@code -h} and {@code --help}. */
final class Help {
  private Help() {}

  /** Adds the option to the command and to all commands under it. */
  static void addTo(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .arity("0")
                .description("Show this help.")
                .build());
    command.getCommandSpec().usageMessage().sortOptions(false);
    command.getSubcommands().values().forEach(Help::addTo);
  }
}
