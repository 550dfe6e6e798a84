package io.deployctl.cli;

import io.deployctl.cli.command.CommandContext;
import io.deployctl.cli.option.OutputFormat;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.ExitStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user of everything that ends a command early. No stack trace is shown unasked. */
final class Failures {
  private final CommandContext context;

  Failures(CommandContext context) {
    this.context = context;
  }

  /** Tells of arguments that make no sense and returns the exit code. */
  int wrongUsage(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String hint =
        withoutEmergency(problem)
            .or(() -> nearest(problem).map(near -> "did you mean `" + near + "`?"))
            .orElse("`" + name + " --help` lists what there is");
    Diagnostic diagnostic = Diagnostic.error("usage", summary(problem)).hint(hint);
    context
        .views(OutputFormat.guess(context.invocation().arguments()))
        .diagnostics(List.of(diagnostic));
    return ExitStatus.INVALID.code();
  }

  /** Tells why a command could not go on and returns the exit code. */
  int failed(Exception problem) {
    if (problem instanceof DeployctlException expected) {
      context.views().diagnostics(expected.diagnostics());
      return expected.status().code();
    }
    context.views().diagnostics(List.of(internal(problem)));
    return ExitStatus.FAILED.code();
  }

  private Diagnostic internal(Exception problem) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "internal-error",
            "deployctl itself failed: " + problem.getClass().getSimpleName() + " (this is a bug)");
    if (context.global().verbose()) {
      StringWriter trace = new StringWriter();
      problem.printStackTrace(new PrintWriter(trace));
      return diagnostic.detail(trace.toString());
    }
    return diagnostic.hint("run it again with `-v` and report what it prints");
  }

  private static String summary(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      String kind = unmatched.isUnknownOption() ? "option" : "argument";
      boolean wantsCommand = !unmatched.isUnknownOption() && hasCommands(problem);
      return "there is no " + (wantsCommand ? "command" : kind) + " `" + first + "`";
    }
    String message = Optional.ofNullable(problem.getMessage()).orElse("the arguments are wrong");
    String first = message.lines().findFirst().orElse(message);
    return Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }

  /** Who tries it on another command is in trouble, and has to know what goes instead. */
  private static Optional<String> withoutEmergency(ParameterException problem) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().stream().noneMatch("--emergency"::equals)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (problem.getCommandLine().getCommandName()) {
          case "plan" ->
              "`deployctl apply --emergency --reason TEXT` shows its plan, and does nothing before"
                  + " it is approved";
          case "destroy" ->
              "what the environment owns is known by its state: bring that back first, with"
                  + " `deployctl state import FILE`; `deployctl state export --what-is-left` makes"
                  + " a file of what can be read still";
          default -> "`apply`, `rollback` and `resume` take it, with `--reason TEXT`";
        });
  }

  private static Optional<String> nearest(ParameterException problem) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    List<String> known = new ArrayList<>();
    if (unmatched.isUnknownOption()) {
      problem.getCommandLine().getCommandSpec().optionsMap().keySet().forEach(known::add);
    } else {
      known.addAll(problem.getCommandLine().getSubcommands().keySet());
    }
    return Suggestion.nearest(unmatched.getUnmatched().get(0).replaceFirst("=.*", ""), known);
  }

  private static boolean hasCommands(ParameterException problem) {
    return !problem.getCommandLine().getSubcommands().isEmpty();
  }
}
