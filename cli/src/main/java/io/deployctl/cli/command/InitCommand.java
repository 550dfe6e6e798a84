package io.deployctl.cli.command;

import io.deployctl.core.model.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code deployctl init}. */
@Command(
    name = "init",
    description =
        "Write a small working project into the directory (see -C), which is made if need be.")
public final class InitCommand implements Callable<Integer> {
  private final CommandContext context;

  /** Makes the command. */
  public InitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path directory = context.global().directory(context.invocation().directory());
    List<String> files = Scaffold.write(directory);
    context.views().written(directory, files, "deployctl plan --env development");
    return ExitStatus.DONE.code();
  }
}
