package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a sandbox with the real kubectl, which knows nothing of how the sandbox is made. */
final class Kubectl {
  private final RunningSandbox sandbox;

  Kubectl(RunningSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** Runs kubectl, expects it to succeed within a minute, and returns what it said. */
  String run(String... arguments) throws IOException, InterruptedException {
    return runWithInput("", arguments);
  }

  String apply(String manifest) throws IOException, InterruptedException {
    return runWithInput(manifest, "apply", "-f", "-");
  }

  /** Starts kubectl and leaves it running. */
  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(sandbox.binaries().kubectl().toString());
    command.add("--kubeconfig=" + sandbox.kubeconfig());
    command.add("--context=" + sandbox.context());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private String runWithInput(String input, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(arguments);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said.strip();
  }
}
