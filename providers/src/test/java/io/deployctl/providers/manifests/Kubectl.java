package io.deployctl.providers.manifests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private String feed(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output.strip();
  }
}
