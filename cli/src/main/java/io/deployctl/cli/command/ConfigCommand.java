package io.deployctl.cli.command;

import io.deployctl.cli.option.EnvironmentOptions;
import io.deployctl.cli.option.ValueOptions;
import io.deployctl.core.config.ConfigView;
import io.deployctl.core.config.EnvironmentSummary;
import io.deployctl.core.config.LoadedProject;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deployctl config}. */
@Command(name = "config", description = "Show and check what an environment's configuration is.")
public final class ConfigCommand implements Runnable {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  /** Makes the command. */
  public ConfigCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  @Command(name = "show", description = "Print the resolved values; secrets are named, not read.")
  int show(@Mixin EnvironmentOptions environment, @Mixin ValueOptions values) {
    LoadedProject project = project(environment, values);
    context.views().config(project.view());
    return told(project.notes());
  }

  @Command(
      name = "explain",
      description = "Print what each layer says about a value, where, and which one wins.")
  int explain(
      @Parameters(paramLabel = "PATH", arity = "1", description = "Such as database.pool_size.")
          String path,
      @Mixin EnvironmentOptions environment,
      @Mixin ValueOptions values) {
    LoadedProject project = project(environment, values);
    context.views().explanation(project.view().explain(path));
    return told(project.notes());
  }

  @Command(name = "diff", description = "Print the values that two environments do not share.")
  int diff(
      @Parameters(paramLabel = "LEFT", arity = "1", description = "An environment.") String left,
      @Parameters(paramLabel = "RIGHT", arity = "1", description = "Another one.") String right,
      @Mixin ValueOptions values) {
    Selection selection = Selection.of(context, new EnvironmentOptions()).with(values);
    ConfigView before = context.services().project(selection.in(left)).view();
    ConfigView after = context.services().project(selection.in(right)).view();
    context
        .views()
        .difference(before.environment(), after.environment(), ConfigView.diff(before, after));
    return ExitStatus.DONE.code();
  }

  @Command(
      name = "validate",
      description = "Check files and values of one environment, or of all; connects to nothing.")
  int validate(@Mixin EnvironmentOptions environment, @Mixin ValueOptions values) {
    Selection selection = Selection.of(context, environment).with(values);
    List<String> names =
        environment
            .environment()
            .map(List::of)
            .orElseGet(
                () ->
                    context.services().environments(selection).stream()
                        .map(EnvironmentSummary::name)
                        .toList());
    List<String> good = new ArrayList<>();
    Diagnostics problems = new Diagnostics();
    for (String name : names) {
      try {
        LoadedProject project = context.services().project(selection.in(name));
        List<Diagnostic> files = context.services().files(project);
        add(project.notes(), problems);
        add(files, problems);
        if (files.stream().noneMatch(Diagnostic::isError)) {
          good.add(project.environment());
        }
      } catch (DeployctlException invalid) {
        add(invalid.diagnostics(), problems);
      }
    }
    context.views().validated(good);
    told(problems.list());
    return (problems.hasErrors() ? ExitStatus.INVALID : ExitStatus.DONE).code();
  }

  private static void add(List<Diagnostic> more, Diagnostics problems) {
    more.stream().filter(one -> !problems.list().contains(one)).forEach(problems::add);
  }

  private LoadedProject project(EnvironmentOptions environment, ValueOptions values) {
    return context.services().project(Selection.of(context, environment).with(values));
  }

  private int told(List<Diagnostic> notes) {
    Optional.of(notes).filter(some -> !some.isEmpty()).ifPresent(context.views()::diagnostics);
    return ExitStatus.DONE.code();
  }
}
