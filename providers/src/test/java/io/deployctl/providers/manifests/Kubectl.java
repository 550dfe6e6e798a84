package io.deployctl.providers.manifests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs kubectl against a test's cluster. */
final class Kubectl {
  private final Path program;
  private final Path kubeconfig;

  Kubectl(Path program, Path kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  /** Runs it and returns what it printed. */
  String run(String... arguments) throws Exception {
    return feed("", arguments);
  }

  /** Applies a manifest client-side. */
  void apply(String namespace, String manifest) throws Exception {
    feed(manifest, "-n", namespace, "apply", "-f", "-");
  }

  /** Creates what a manifest has. */
  void create(String namespace, String manifest) throws Exception {
    feed(manifest, "-n", namespace, "create", "-f", "-");
  }

  /** Applies a manifest client-side under another's name, as a program that uses kubectl does. */
  void applyAs(String manager, String namespace, String manifest) throws Exception {
    feed(manifest, "-n", namespace, "apply", "--field-manager=" + manager, "-f", "-");
  }

  /** Applies a manifest server-side under kubectl's own name. */
  void applyServerSide(String namespace, String manifest) throws Exception {
    feed(manifest, "-n", namespace, "apply", "--server-side", "-f", "-");
  }

  /** Applies a manifest server-side under another's name, taking over what it must. */
  void applyServerSideAs(String manager, String namespace, String manifest) throws Exception {
    feed(
        manifest,
        "-n",
        namespace,
        "apply",
        "--server-side",
        "--force-conflicts",
        "--field-manager=" + manager,
        "-f",
        "-");
  }

  /** Applies a manifest of the whole cluster client-side. */
  void applyGlobally(String manifest) throws Exception {
    feed(manifest, "apply", "-f", "-");
  }

  /** Returns what kubectl says that a server-side apply would change. */
  String diff(String manager, String namespace, String manifest) throws Exception {
    List<String> command = command("-n", namespace, "diff", "--server-side", "--force-conflicts");
    command.addAll(List.of("--field-manager=" + manager, "-f", "-"));
    return output(command, manifest, 1);
  }

  /** Makes a user who may only do one thing in a namespace, and returns a kubeconfig of his. */
  Path restricted(String namespace, String verb, Path directory) throws Exception {
    run("-n", namespace, "create", "serviceaccount", "limited");
    run("-n", namespace, "create", "role", "limited", "--verb=" + verb, "--resource=configmaps");
    run(
        "-n",
        namespace,
        "create",
        "rolebinding",
        "limited",
        "--role=limited",
        "--serviceaccount=" + namespace + ":limited");
    String token = run("-n", namespace, "create", "token", "limited");
    Path copy = directory.resolve("limited-" + namespace);
    Files.writeString(copy, run("config", "view", "--raw", "--flatten", "--minify"));
    Kubectl other = new Kubectl(program, copy);
    other.run("config", "set-credentials", "limited", "--token=" + token);
    other.run("config", "set-context", "--current", "--user=limited");
    return copy;
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(List.of(arguments));
    return command;
  }

  private String feed(String input, String... arguments) throws Exception {
    return output(command(arguments), input, 0);
  }

  private static String output(List<String> command, String input, int expected) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != expected) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output.strip();
  }
}
