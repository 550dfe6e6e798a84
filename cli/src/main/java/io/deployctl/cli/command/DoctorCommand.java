package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.Finding;
import io.deployctl.core.model.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deployctl doctor}. */
@Command(
    name = "doctor",
    description =
        "Look whether everything that an environment needs is there: files, tools, cluster, state.")
public final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private EnvironmentOptions environment;
  @Mixin private ValueOptions values;

  /** Makes the command. */
  public DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Finding> findings =
        context.services().examine(Selection.of(context, environment).with(values));
    context.views().doctor(findings);
    boolean good = findings.stream().allMatch(Finding::isGood);
    return (good ? ExitStatus.DONE : ExitStatus.FAILED).code();
  }
}
