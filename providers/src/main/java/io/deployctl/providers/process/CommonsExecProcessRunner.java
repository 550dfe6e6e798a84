package io.deployctl.providers.process;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.value.Redactor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.PumpStreamHandler;
import org.apache.commons.exec.launcher.CommandLauncherFactory;

/**
 * Runs child processes with Apache Commons Exec's launcher and pumps, and adds what these lack: a
 * session of its own for each child where {@code setsid} is there (so that a terminal's Ctrl-C
 * reaches deployctl only, and a tool is never interrupted twice), the end of the whole process tree
 * at a timeout, an abort, and after the child's own end; output in bounded memory.
 */
public final class CommonsExecProcessRunner implements ProcessRunner {
  private static final Limits DEFAULT_LIMITS = new Limits(Duration.ofSeconds(10), 32 << 20, 100);

  private final Map<String, String> environment;
  private final Limits limits;

  /**
   * Bounds of one run.
   *
   * @param grace how long a process tree that was asked to end may take before it is killed
   * @param outputBytes how much of standard output is kept for parsing
   * @param lastLines how many lines are kept for messages
   */
  record Limits(Duration grace, int outputBytes, int lastLines) {}

  /**
   * Makes a runner with the usual bounds: 10 s of grace, 32 MiB of output, 100 last lines.
   *
   * @param environment the environment variables that children inherit
   */
  public CommonsExecProcessRunner(Map<String, String> environment) {
    this(environment, DEFAULT_LIMITS);
  }

  CommonsExecProcessRunner(Map<String, String> environment, Limits limits) {
    this.environment = Map.copyOf(environment);
    this.limits = requireNonNull(limits, "limits is null");
  }

  @Override
  public ToolResult run(ToolCommand command, Redactor redactor, Cancellation cancellation) {
    command.secretVariables().values().forEach(redactor::register);
    if (cancellation.isAborting()) {
      return notRun(ToolResult.End.ABORTED, "not started, because the run is being aborted");
    }
    Map<String, String> variables = variables(command);
    Programs programs = new Programs(variables);
    String name = command.arguments().get(0);
    Programs.Lookup lookup = programs.find(name, command.directory());
    if (lookup.program().isEmpty()) {
      return notRun(ToolResult.End.NOT_FOUND, redactor.redact(lookup.problem()));
    }
    String mark = ProcessTree.mark(variables);
    variables.put(ProcessTree.VARIABLE, mark);
    CommandLine line = commandLine(programs, lookup.program().get().toString(), command);
    OutputLines lines = new OutputLines(limits.lastLines(), command.onLine());
    StreamSink output = new StreamSink(redactor.newFilter(), lines, limits.outputBytes());
    StreamSink errors = new StreamSink(redactor.newFilter(), lines, 0);
    try {
      Process process =
          CommandLauncherFactory.createVMLauncher()
              .exec(line, variables, command.directory().toFile());
      ProcessTree tree = new ProcessTree(process.toHandle(), mark, limits.grace());
      Child child = new Child(process, tree, pumps(command, output, errors));
      int exitCode = child.await(command.timeout(), cancellation);
      output.end();
      errors.end();
      lines.rethrow();
      return new ToolResult(
          child.end(), exitCode, output.captured(), output.isTruncated(), lines.last());
    } catch (IOException notStarted) {
      return notRun(
          ToolResult.End.NOT_FOUND,
          redactor.redact("`" + name + "` could not be started: " + notStarted.getMessage()));
    }
  }

  private Map<String, String> variables(ToolCommand command) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(command.variables());
    command.secretVariables().forEach((name, secret) -> variables.put(name, secret.reveal()));
    return variables;
  }

  private static CommandLine commandLine(Programs programs, String program, ToolCommand command) {
    List<String> rest = command.arguments().subList(1, command.arguments().size());
    CommandLine line =
        programs
            .onPath("setsid")
            .map(setsid -> new CommandLine(setsid.toString()).addArgument(program, false))
            .orElseGet(() -> new CommandLine(program));
    rest.forEach(argument -> line.addArgument(argument, false));
    return line;
  }

  private PumpStreamHandler pumps(ToolCommand command, StreamSink output, StreamSink errors) {
    PumpStreamHandler pumps =
        new PumpStreamHandler(
            output, errors, command.input().map(ByteArrayInputStream::new).orElse(null));
    pumps.setStopTimeout(limits.grace());
    return pumps;
  }

  private static ToolResult notRun(ToolResult.End end, String why) {
    return new ToolResult(end, -1, "", false, List.of(why));
  }
}
