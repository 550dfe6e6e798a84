package io.deployctl.cli.story;

import io.deployctl.cli.Main;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.terminal.Terminal;
import io.deployctl.fixtures.CommandResult;
import io.deployctl.providers.sandbox.Binaries;
import io.deployctl.providers.sandbox.Forward;
import io.deployctl.providers.sandbox.RunningSandbox;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.Sandboxes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a story plays: a real control plane of its own, a copy of a project, a home directory, and
 * the whole program run in this process as a user would run it.
 */
final class Stage implements AutoCloseable {
  private final RunningSandbox sandbox;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private Path project;

  private Stage(RunningSandbox sandbox, Path directory) {
    this.sandbox = sandbox;
    this.directory = directory;
    this.project = directory.resolve("project");
    environment.put("PATH", sandbox.binaries().directory() + ":" + System.getenv("PATH"));
    environment.put("HOME", home().toString());
    environment.put("KUBECONFIG", sandbox.kubeconfig().toString());
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("TMPDIR", directory.resolve("tmp").toString());
  }

  /** Raises a control plane of its own and copies the project. */
  static Stage raise(Path projectToCopy, List<Forward> forwards) {
    return raise(projectToCopy, forwards, 2, false);
  }

  /** Raises a control plane whose API server writes down every request of a service account. */
  static Stage raiseAudited(Path projectToCopy, List<Forward> forwards) {
    return raise(projectToCopy, forwards, 2, true);
  }

  /** Does the same with another number of simulated nodes. */
  static Stage raise(Path projectToCopy, List<Forward> forwards, int nodes) {
    return raise(projectToCopy, forwards, nodes, false);
  }

  private static Stage raise(
      Path projectToCopy, List<Forward> forwards, int nodes, boolean audited) {
    try {
      Path directory = Files.createTempDirectory("deployctl-story");
      for (String part : List.of("home", "cache", "state", "tmp")) {
        Files.createDirectories(directory.resolve(part));
      }
      Path programs =
          audited
              ? AuditedBinaries.make(
                  Binaries.expected(users()), directory.resolve("programs"), audit(directory))
              : users().binaries();
      SandboxHome home = new SandboxHome(directory.resolve("sandboxes"), programs);
      String name = "story-" + UUID.randomUUID().toString().substring(0, 8);
      SandboxSpec spec =
          SandboxSpec.named(name, home, System.getenv()).withForwards(forwards).withNodes(nodes);
      Stage stage = new Stage(Sandboxes.up(spec), directory);
      copy(projectToCopy, stage.project);
      return stage;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path audit(Path directory) {
    return directory.resolve("audit.log");
  }

  /** Returns what service accounts asked for, where that is written down. */
  AuditLog audit() {
    return new AuditLog(audit(directory));
  }

  /** Returns the kubeconfig of a service account, which is made where it is not there yet. */
  Path accountKubeconfig(String namespace, String name) throws IOException {
    kubectl("create", "serviceaccount", name, "-n", namespace);
    String token = kubectl("create", "token", name, "-n", namespace, "--duration=2h").strip();
    Path file = Files.createTempFile(directory.resolve("tmp"), name, ".kubeconfig");
    Files.writeString(file, kubectl("config", "view", "--raw", "--flatten"));
    String user = "--kubeconfig=" + file;
    kubectl("config", "set-credentials", name, "--token=" + token, user);
    kubectl("config", "set-context", "--current", "--user=" + name, user);
    return file;
  }

  /** Returns the root of the repository. */
  static Path repository() {
    return Path.of(System.getProperty("project.root"));
  }

  /** Returns the directory of the programs that sandboxes and nodes are made of. */
  static Path programs() {
    return Binaries.expected(users()).directory();
  }

  /** Returns where a tool is that runs find in their path. */
  Path tool(String name) {
    for (String part : environment.get("PATH").split(":")) {
      Path program = Path.of(part, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new IllegalStateException("there is no " + name);
  }

  private static SandboxHome users() {
    return SandboxHome.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  Path kubeconfig() {
    return sandbox.kubeconfig();
  }

  Path project() {
    return project;
  }

  Path home() {
    return directory.resolve("home");
  }

  /** Returns everything that the program may have written on this machine. */
  Path directory() {
    return directory;
  }

  String context() {
    return sandbox.context();
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Runs the program in the project, as the arguments say. */
  CommandResult run(String... arguments) {
    return runWith(Map.of(), arguments);
  }

  /** Runs the program with more variables. */
  CommandResult runWith(Map<String, String> more, String... arguments) {
    return runAt(Clock.systemUTC(), more, arguments);
  }

  /** Runs the program on a machine whose clock is the given one. */
  CommandResult runAt(Clock clock, Map<String, String> more, String... arguments) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(more);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    int exit = Main.run(invocation(List.of(arguments), outStream, errStream, variables, clock));
    outStream.flush();
    errStream.flush();
    return new CommandResult(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Returns what a call of the program without arguments is given. */
  Invocation invocation() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return invocation(List.of(), nowhere, nowhere, environment, Clock.systemUTC());
  }

  private Invocation invocation(
      List<String> arguments,
      PrintStream out,
      PrintStream err,
      Map<String, String> variables,
      Clock clock) {
    return new Invocation(
        arguments,
        new ByteArrayInputStream(new byte[0]),
        out,
        err,
        variables,
        project,
        home(),
        "story",
        "test-host",
        clock,
        new Terminal(false, false, false, 100),
        new Invocation.Program("0.1.0", "17"));
  }

  /** Asks kubectl, which deployctl did not write, how things are. */
  String kubectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(sandbox.binaries().kubectl().toString()));
    command.addAll(List.of(arguments));
    return tool(command);
  }

  /** Asks Helm how things are. */
  String helm(String... arguments) {
    List<String> command = new ArrayList<>(List.of(sandbox.binaries().helm().toString()));
    command.addAll(List.of(arguments));
    return tool(command);
  }

  void write(String file, String text) {
    try {
      Path path = project.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String read(String file) {
    try {
      return Files.readString(project.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void replace(String file, String text, String by) {
    String before = read(file);
    if (!before.contains(text)) {
      throw new IllegalArgumentException(file + " does not contain: " + text);
    }
    write(file, before.replace(text, by));
  }

  /** Empties the project. */
  void deleteAll() throws IOException {
    List<Path> parts;
    try (Stream<Path> all = Files.walk(project)) {
      parts = all.filter(part -> !part.equals(project)).sorted(Comparator.reverseOrder()).toList();
    }
    for (Path part : parts) {
      Files.delete(part);
    }
  }

  void delete(String file) {
    try {
      Files.delete(project.resolve(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    sandbox.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String tool(List<String> command) {
    try {
      Path output = Files.createTempFile(directory.resolve("tmp"), "tool", ".out");
      Path errors = Files.createTempFile(directory.resolve("tmp"), "tool", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().put("KUBECONFIG", environment.get("KUBECONFIG"));
      builder.environment().put("HOME", home().toString());
      builder.redirectOutput(output.toFile());
      Process process = builder.start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("no answer from " + command);
      }
      String text = Files.readString(output);
      // It may have Secrets, and what the program leaves is searched for these.
      Files.delete(output);
      String complaints = Files.readString(errors);
      Files.delete(errors);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " said: " + text + complaints);
      }
      return text;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path path : files.toList()) {
        String name = from.relativize(path).toString();
        if (name.contains(".terraform") || name.contains("tfstate") || name.contains(".git/")) {
          continue;
        }
        Path copy = to.resolve(name);
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
