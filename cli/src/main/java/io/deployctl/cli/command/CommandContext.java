package io.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.option.EmergencyOptions;
import io.deployctl.cli.option.GlobalOptions;
import io.deployctl.cli.option.OutputFormat;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Style;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.cli.terminal.Verbosity;
import io.deployctl.cli.view.AdvisingViews;
import io.deployctl.cli.view.GithubViews;
import io.deployctl.cli.view.HumanViews;
import io.deployctl.cli.view.JunitViews;
import io.deployctl.cli.view.MarkdownViews;
import io.deployctl.cli.view.Page;
import io.deployctl.cli.view.Views;
import io.deployctl.cli.view.json.JsonViews;
import io.deployctl.core.config.ProjectFinder;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.event.EventSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What every command gets: what the process was given, the global options, and how to talk. */
public final class CommandContext {
  private final Invocation invocation;
  private final GlobalOptions global;
  private final Interrupts interrupts;
  private final Services services;
  private Optional<Views> views = Optional.empty();
  private Optional<String> environment = Optional.empty();

  /**
   * Makes one.
   *
   * @param invocation what the process was given
   * @param global the global options; filled in when the arguments are parsed
   * @param interrupts what a signal means
   * @param services the parts that commands drive
   */
  public CommandContext(
      Invocation invocation, GlobalOptions global, Interrupts interrupts, Services services) {
    this.invocation = requireNonNull(invocation, "invocation is null");
    this.global = requireNonNull(global, "global is null");
    this.interrupts = requireNonNull(interrupts, "interrupts is null");
    this.services = requireNonNull(services, "services is null");
  }

  /** Returns what the process was given. */
  public Invocation invocation() {
    return invocation;
  }

  /** Returns the global options. */
  public GlobalOptions global() {
    return global;
  }

  /** Returns what a signal means. */
  public Interrupts interrupts() {
    return interrupts;
  }

  /** Returns the parts that commands drive. */
  public Services services() {
    return services;
  }

  /** Takes note of the environment that the command is about, which its arguments may not name. */
  void about(String name) {
    environment = Optional.of(name);
  }

  /** Returns what the arguments say of the project and the environment; few calls need it. */
  GivenOptions given() {
    GivenOptions given = GivenOptions.of(invocation.arguments());
    return environment.map(given::about).orElse(given);
  }

  /**
   * Opens an environment, and tells what there is to know about it before anything is done.
   *
   * @param events takes what happens in runs of the workspace's engine
   */
  Workspace open(Selection selection, EventSink events) {
    return told(services.open(selection, events));
  }

  /** Does the same in an emergency, if the options say that it is one. */
  Workspace open(Selection selection, EmergencyOptions options, EventSink events) {
    return options
        .reason()
        .map(reason -> new Emergency(reason, options.from()))
        .map(emergency -> told(services.openEmergency(emergency, selection, events)))
        .orElseGet(() -> open(selection, events));
  }

  /** Tells what there is to know about an opened environment, and returns it. */
  Workspace told(Workspace workspace) {
    List<Diagnostic> remarks = workspace.remarks();
    if (!remarks.isEmpty()) {
      views().diagnostics(remarks);
    }
    return workspace;
  }

  /** Returns how to talk, as the parsed options say. */
  public Views views() {
    return views(global.output());
  }

  /**
   * Returns how to talk.
   *
   * @param format who reads the output; of no effect once somebody talked
   */
  public Views views(OutputFormat format) {
    return new AdvisingViews(unadvised(format), hint -> given().complete(hint));
  }

  private Views unadvised(OutputFormat format) {
    if (views.isEmpty()) {
      views = Optional.of(make(format));
    }
    return views.get();
  }

  /**
   * Has the checks reported in a file as well.
   *
   * @param file relative to the working directory; empty where that was not asked for
   */
  public void report(Optional<Path> file) {
    file.map(invocation.directory()::resolve)
        .ifPresent(named -> views = Optional.of(new JunitViews(unadvised(global.output()), named)));
  }

  /** Ends the output, if there was any. */
  public void finish(int exit) {
    views.ifPresent(used -> used.finish(exit));
  }

  private Views make(OutputFormat format) {
    return switch (format) {
      case human -> human();
      case json -> new JsonViews(invocation.out(), invocation.program());
      case markdown -> new MarkdownViews(human(), invocation.out());
    };
  }

  private Views human() {
    Terminal terminal = invocation.terminal();
    Style errStyle = style(terminal.err());
    Views views =
        new HumanViews(
            new Page(invocation.out(), style(terminal.out()), terminal.columns()),
            new Page(invocation.err(), errStyle, terminal.columns()),
            global.verbose() ? Verbosity.VERBOSE : Verbosity.NORMAL,
            terminal.err() && errStyle.isColoured()
                ? Optional.of(invocation.clock())
                : Optional.empty());
    return invocation.environment().getOrDefault("GITHUB_ACTIONS", "").equals("true")
        ? new GithubViews(
            views,
            invocation.err(),
            Optional.ofNullable(invocation.environment().get("GITHUB_STEP_SUMMARY")).map(Path::of),
            projectInCheckout())
        : views;
  }

  /** Returns the project's directory within what GitHub checked out, with a slash at its end. */
  private String projectInCheckout() {
    String workspace = invocation.environment().getOrDefault("GITHUB_WORKSPACE", "");
    Path project;
    try {
      project = ProjectFinder.find(global.directory(invocation.directory()));
    } catch (DeployctlException none) {
      return "";
    }
    Path root = Path.of(workspace).toAbsolutePath().normalize();
    return workspace.isEmpty() || !project.startsWith(root) || project.equals(root)
        ? ""
        : root.relativize(project).toString().replace('\\', '/') + "/";
  }

  private Style style(boolean terminal) {
    boolean plain = global.noColor() || invocation.arguments().contains("--no-color");
    return Style.of(terminal, plain, invocation.environment());
  }
}
