package io.deployctl.cli.command;

import io.deployctl.core.model.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code deployctl version}. */
@Command(name = "version", description = "Show which deployctl this is, and on which Java it runs.")
public final class VersionCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Makes the command. */
  public VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.views().version(context.invocation().program());
    return ExitStatus.DONE.code();
  }
}
