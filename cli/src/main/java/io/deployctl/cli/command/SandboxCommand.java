package io.deployctl.cli.command;

import io.deployctl.cli.view.SandboxReport;
import io.deployctl.core.model.ExitStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl sandbox}. */
@Command(
    name = "sandbox",
    description =
        "A throw-away Kubernetes control plane on this machine, with simulated nodes and pods.")
public final class SandboxCommand implements Runnable {
  private final CommandContext context;
  private final SandboxControl sandboxes;

  @Spec private CommandSpec spec;

  /** Makes the command. */
  public SandboxCommand(CommandContext context) {
    this.context = context;
    this.sandboxes = context.services().sandboxes();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  /** Which sandbox. */
  static final class Name {
    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = "default",
        description = "Which sandbox (default: ${DEFAULT-VALUE}).")
    private String name = "default";
  }

  @Command(name = "up", description = "Bring it up, or find that it is.")
  int up(
      @Mixin Name which,
      @Option(
              names = "--nodes",
              paramLabel = "COUNT",
              defaultValue = "2",
              description = "How many nodes to simulate, 0 to 500 (default: ${DEFAULT-VALUE}).")
          int nodes,
      @Option(
              names = "--forward",
              paramLabel = "NAMESPACE/PORT=ADDRESS:PORT",
              arity = "1",
              description =
                  "Let port-forwards to the simulated pods' port reach a process of this machine.")
          List<String> forwards) {
    List<String> wanted = forwards == null ? List.of() : forwards;
    return show(sandboxes.up(which.name, nodes, wanted, context.views()::progress));
  }

  @Command(name = "status", description = "Show how it is; exit code 1 unless it runs.")
  int status(@Mixin Name which) {
    SandboxReport report = sandboxes.status(which.name);
    show(report);
    return report.isRunning() ? ExitStatus.DONE.code() : ExitStatus.FAILED.code();
  }

  @Command(name = "down", description = "Take it down, with everything in it.")
  int down(@Mixin Name which) {
    return show(sandboxes.down(which.name, context.views()::progress));
  }

  private int show(SandboxReport report) {
    context.views().sandbox(report);
    return ExitStatus.DONE.code();
  }
}
