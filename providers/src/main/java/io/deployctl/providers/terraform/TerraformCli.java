package io.deployctl.providers.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.spi.ProcessRunner;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.process.Tool;
import io.deployctl.providers.process.ToolFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs Terraform's commands on one root with one set of inputs. For one thread. */
final class TerraformCli {
  /** What a command may take that only reads what is there. */
  private static final Duration READING = Duration.ofMinutes(10);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> READERS = Set.of("show", "output", "workspace");

  /** A user's own arguments would make another plan than the one that is reviewed. */
  private static final Map<String, String> QUIET =
      Map.of(
          "TF_IN_AUTOMATION", "1",
          "TF_INPUT", "0",
          "TF_LOG", "",
          "TF_LOG_CORE", "",
          "TF_LOG_PROVIDER", "",
          "TF_WORKSPACE", "",
          "TF_CLI_ARGS", "",
          "TF_CLI_ARGS_plan", "",
          "TF_CLI_ARGS_apply", "",
          "CHECKPOINT_DISABLE", "1");

  private final ProcessRunner runner;
  private final Tool tool;
  private final Workplace place;
  private final TerraformInputs inputs;
  private final StepScope scope;
  private final TerraformMessages messages;
  private final Map<String, String> cluster;

  /**
   * Makes one.
   *
   * @param cluster variables that lead to the environment's cluster, where it has one
   */
  TerraformCli(
      ProcessRunner runner,
      Tool tool,
      Workplace place,
      TerraformInputs inputs,
      StepScope scope,
      Map<String, String> cluster) {
    this.cluster = Map.copyOf(cluster);
    this.runner = runner;
    this.tool = tool;
    this.place = place;
    this.inputs = inputs;
    this.scope = scope;
    this.messages = new TerraformMessages(inputs.root(), scope.redactor(), this::unlocking);
  }

  /**
   * Makes the root ready to be worked with, unless it is already.
   *
   * @param mayCreate whether a workspace that is not there may be made
   * @return notes
   */
  List<Diagnostic> initialise(boolean mayCreate) {
    Path stamp = place.data().resolve("deployctl.stamp");
    if (Files.exists(stamp) && stampText().filter(read(stamp)::equals).isPresent()) {
      return List.of();
    }
    delete(stamp);
    delete(place.data().resolve("environment"));
    List<String> arguments = new ArrayList<>(List.of("-no-color", "-reconfigure"));
    if (inputs.hasBackendConfig()) {
      Path file = scope.workDirectory().resolve("backend.tfbackend.json").toAbsolutePath();
      arguments.add("-backend-config=" + PrivateFiles.write(file, inputs.backendConfig()));
    }
    scope.progress().tell(tool.name() + " init");
    required(run("init", arguments, line -> {}), "init");
    List<Diagnostic> notes = selectWorkspace(mayCreate);
    stampText().ifPresent(text -> PrivateFiles.write(stamp, bytes(text)));
    return notes;
  }

  /**
   * Plans.
   *
   * @param file where the plan goes
   * @param more further arguments, such as {@code -destroy}
   * @return the warnings
   */
  List<Diagnostic> plan(Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("-json", "-out=" + file));
    arguments.addAll(List.of("-lock-timeout=" + inputs.lockTimeout()));
    arguments.addAll(Arrays.asList(more));
    inputs.parallelism().ifPresent(number -> arguments.add("-parallelism=" + number));
    arguments.addAll(variableFiles());
    PrivateFiles.write(file, new byte[0]);
    return ended(run("plan", arguments, this::tell), "plan");
  }

  /** Applies exactly the saved plan and returns the warnings. */
  List<Diagnostic> apply(Path file) {
    List<String> arguments = new ArrayList<>(List.of("-json"));
    arguments.add("-lock-timeout=" + inputs.lockTimeout());
    inputs.parallelism().ifPresent(number -> arguments.add("-parallelism=" + number));
    arguments.add(file.toString());
    return ended(run("apply", arguments, this::tell), "apply");
  }

  /** Returns the saved plan. It holds secrets in the open. */
  JsonNode show(Path file) {
    return document("show", List.of("-json", file.toString()));
  }

  /** Returns the state's outputs. They hold secrets in the open. */
  JsonNode outputs() {
    return document("output", List.of("-json"));
  }

  private List<Diagnostic> selectWorkspace(boolean mayCreate) {
    Optional<String> workspace = inputs.workspace().filter(name -> !name.equals("default"));
    if (workspace.isEmpty()) {
      return List.of();
    }
    String name = workspace.get();
    ToolResult selected = run("workspace", List.of("select", "-no-color", name), line -> {});
    if (selected.succeeded()) {
      return List.of();
    }
    if (!mayCreate) {
      throw failed(selected, "workspace select");
    }
    required(run("workspace", List.of("new", "-no-color", name), line -> {}), "workspace new");
    return List.of(
        Diagnostic.note(
            "terraform-workspace",
            "workspace `%s` was not there, and has been made to plan in".formatted(name)));
  }

  private List<String> variableFiles() {
    List<String> arguments = new ArrayList<>();
    inputs
        .files()
        .forEach(
            (name, text) ->
                arguments.add(variableFile(arguments.size() + "-" + baseName(name), text)));
    byte[] variables = inputs.variables();
    arguments.add(
        "-var-file="
            + PrivateFiles.write(
                scope.workDirectory().resolve("deployctl.tfvars.json").toAbsolutePath(),
                variables));
    return arguments;
  }

  private String variableFile(String name, Object text) {
    Path file = scope.workDirectory().resolve(name).toAbsolutePath();
    return "-var-file=" + PrivateFiles.write(file, bytes(text.toString()));
  }

  private static String baseName(String name) {
    return Path.of(name).getFileName().toString();
  }

  private void tell(String line) {
    TerraformMessages.progress(line).ifPresent(scope.progress()::tell);
  }

  private ToolResult run(String command, List<String> arguments, Consumer<String> onLine) {
    List<String> all = new ArrayList<>(List.of(tool.program().toString(), command));
    all.addAll(arguments);
    if (!READERS.contains(command)) {
      all.add(2, "-input=false");
    }
    Map<String, String> variables = new HashMap<>(QUIET);
    variables.putAll(cluster);
    variables.put("TF_DATA_DIR", place.data().toString());
    return runner.run(
        new ToolCommand(
            all, place.root(), variables, Map.of(), Optional.empty(), patience(command), onLine),
        scope.redactor(),
        scope.cancellation());
  }

  /** Returns the document that a command wrote, whose words must never be shown. */
  private JsonNode document(String command, List<String> arguments) {
    ToolResult result = run(command, arguments, line -> {});
    if (result.succeeded() && !result.outputTruncated()) {
      return tree(command, result.output());
    }
    Diagnostic failure =
        result.succeeded()
            ? Diagnostic.error("terraform", "`" + what(command) + "` wrote more than can be read")
                .hint("split the root into smaller ones: nobody can review so large a plan")
            : ToolFailure.bare("terraform", "`" + what(command) + "`", result, patience(command));
    throw new DeployctlException(ExitStatus.FAILED, failure);
  }

  private JsonNode tree(String command, String output) {
    DeployctlException unreadable =
        DeployctlException.failed(ToolFailure.unreadable("terraform", "`" + what(command) + "`"));
    try {
      JsonNode tree = JSON.readTree(output);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException broken) {
      // Its message may quote the document, which holds secrets: the cause stays behind.
      throw unreadable;
    }
    throw unreadable;
  }

  private List<Diagnostic> ended(ToolResult result, String command) {
    List<Diagnostic> said = messages.ofJsonLines(result.output());
    if (result.succeeded()) {
      return said;
    }
    if (said.stream().noneMatch(Diagnostic::isError)) {
      throw failed(result, command);
    }
    throw new DeployctlException(ExitStatus.FAILED, said);
  }

  private void required(ToolResult result, String command) {
    if (!result.succeeded()) {
      throw failed(result, command);
    }
  }

  private DeployctlException failed(ToolResult result, String command) {
    List<Diagnostic> said =
        result.end() == ToolResult.End.EXITED ? messages.ofText(result.lastLines()) : List.of();
    return said.isEmpty()
        ? DeployctlException.failed(
            ToolFailure.of("terraform", "`" + what(command) + "`", result, patience(command)))
        : new DeployctlException(ExitStatus.FAILED, said);
  }

  private String unlocking(String id) {
    return place
        .byHand(tool.name(), "force-unlock " + id)
        .map(command -> "run `" + command + "`, then this command again")
        .orElse(
            "`deployctl plan` in a checkout of the project names the command that gives it back");
  }

  private Duration patience(String command) {
    Duration timeout = inputs.timeout();
    boolean reads = READERS.contains(command.split(" ")[0]);
    return reads && timeout.compareTo(READING) > 0 ? READING : timeout;
  }

  private String what(String command) {
    return tool.name() + " " + command;
  }

  /**
   * Returns what the root was made ready from; a root too large to keep is made ready each time.
   */
  private Optional<String> stampText() {
    return place
        .pack()
        .map(
            files ->
                String.join(
                    "\n",
                    tool.name() + " " + tool.version(),
                    Digest.of(files).value(),
                    Digest.of(inputs.backendConfig()).value(),
                    inputs.workspace().orElse("default")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException("read " + file, failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException("delete " + file, failed);
    }
  }
}
