package io.deployctl.cli.command;

import io.deployctl.core.model.ExitStatus;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deployctl completion}. */
@Command(
    name = "completion",
    description = "Print the completion script of a shell.",
    footer = {
      "",
      "For this shell only:   source <(deployctl completion bash)",
      "For good, in fish:     deployctl completion fish > ~/.config/fish/completions/deployctl.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      description = "The shell: ${COMPLETION-CANDIDATES}.",
      arity = "1")
  private Shell shell;

  /** The shells; the constants are spelled as the argument's values. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  /** Makes the command. */
  public CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          case bash, zsh -> AutoComplete.bash(spec.root().name(), root);
          case fish -> FishCompletion.script(spec.root());
        };
    context.invocation().out().print(script);
    context.invocation().out().flush();
    return ExitStatus.DONE.code();
  }
}
