package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.cli.view.RenderReport;
import io.deployctl.core.model.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployctl render}. */
@Command(
    name = "render",
    description = "Print the objects of the manifests steps as YAML; connects to no cluster.",
    footer = {
      "",
      "Secrets are read and masked. An object that names no namespace is printed without one,"
          + " and labels and suffixes that deployctl adds are left out. An input that is not"
          + " given is absent, where a plan takes the last release's. Steps of helm and other"
          + " tools are not rendered: `deployctl plan` shows what they do."
    })
public final class RenderCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "STEP",
      arity = "0..*",
      description = "Only these manifests steps; all of them when none is named.")
  private List<String> steps = new ArrayList<>();

  // Not the usual options: they have a context, and there is no cluster to reach here.
  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME",
      description = "The environment, by its name or an alias; a project with only one uses that.")
  private String environment;

  @Mixin private ValueOptions values;

  /** Makes the command. */
  public RenderCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Selection any = Selection.of(context, new EnvironmentOptions()).with(values);
    Selection selection = Optional.ofNullable(environment).map(any::in).orElse(any);
    RenderReport report = context.services().render(selection, steps);
    context.views().rendered(report);
    if (!report.notes().isEmpty()) {
      context.views().diagnostics(report.notes());
    }
    return ExitStatus.DONE.code();
  }
}
