package io.deployctl.cli;

import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.command.VersionCommand;
import io.deployctl.cli.option.OutputFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program's own command, under which all others stand. */
@Command(
    name = "deployctl",
    synopsisHeading = "Usage: ",
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    description = "%nFrom layered configuration to a verified deployment, and back.",
    footer = {"", "`deployctl COMMAND --help` tells more of a command."})
final class Deployctl implements Runnable {
  private static final List<String> MARKDOWN = List.of("plan", "drift");

  @Option(
      names = "--version",
      description = "Show which deployctl this is, as `deployctl version` does.")
  private boolean version;

  @Spec private CommandSpec spec;

  private Deployctl() {}

  /**
   * Returns the command line with the commands that the arguments name, or with all of them where
   * the arguments name none or ask for a list: reading the options of every command would take most
   * of the time of a short command.
   */
  static CommandLine commandLine(CommandContext context) {
    List<String> arguments = context.invocation().arguments();
    Deployctl deployctl = new Deployctl();
    CommandLine root = new CommandLine(deployctl);
    root.getCommandSpec().addMixin("global", CommandSpec.forAnnotatedObject(context.global()));
    Map<String, Function<CommandContext, Object>> all = Commands.all();
    boolean everything =
        arguments.isEmpty()
            || arguments.stream().noneMatch(all::containsKey)
            || !all.containsKey(arguments.get(0))
            || arguments.contains("completion");
    all.forEach(
        (name, make) -> {
          if (everything || arguments.contains(name)) {
            root.addSubcommand(name, make.apply(context));
          }
        });
    Help.addTo(root);
    root.setExecutionStrategy(parsed -> deployctl.execute(context, parsed));
    return root;
  }

  private int execute(CommandContext context, ParseResult parsed) {
    if (version) {
      return new VersionCommand(context).call();
    }
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine last = commands.get(commands.size() - 1);
    boolean markdown = context.global().output() == OutputFormat.markdown;
    if (markdown && !MARKDOWN.contains(last.getCommandName())) {
      throw new ParameterException(
          last, "`--output markdown` is for " + String.join(" and ", MARKDOWN) + " only");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }
}
