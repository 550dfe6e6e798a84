package io.deployctl.cli.command;

import io.deployctl.cli.option.ImportOptions;
import io.deployctl.core.model.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl init}. */
@Command(
    name = "init",
    description =
        "Write a small working project into the directory (see -C), which is made if need be; or"
            + " one of what runs in a cluster, whose first plan changes nothing.")
public final class InitCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private ImportOptions from;

  /** Makes the command. */
  public InitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path directory = context.global().directory(context.invocation().directory());
    if (from.isAny()) {
      ImportedProject project = context.services().imported(ImportRequest.of(from));
      context
          .views()
          .imported(directory, Scaffold.write(directory, project.files()), project.report());
    } else {
      List<String> files = Scaffold.write(directory, Scaffold.files());
      context.views().written(directory, files, "deployctl plan --env development");
    }
    return ExitStatus.DONE.code();
  }
}
