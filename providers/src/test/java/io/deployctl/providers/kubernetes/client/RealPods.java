package io.deployctl.providers.kubernetes.client;

import io.deployctl.fixtures.node.NodeRequirements;
import io.deployctl.fixtures.node.RealNode;
import io.deployctl.providers.sandbox.Binaries;
import io.deployctl.providers.sandbox.RunningSandbox;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.Sandboxes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A cluster of one real node and no simulated ones.
 *
 * @param sandbox its control plane
 * @param node its node
 * @param home the directory that it lives in
 */
public record RealPods(RunningSandbox sandbox, RealNode node, Path home) implements AutoCloseable {
  /** Brings it up, or skips the test where that can't be. */
  static RealPods up() throws IOException, InterruptedException {
    SandboxHome usual = SandboxHome.of(System.getenv(), Path.of(System.getProperty("user.home")));
    Path programs = Binaries.expected(usual).directory();
    new NodeRequirements(programs, System.getenv()).meetOrSkip();
    Path directory = Files.createTempDirectory("pods-it");
    SandboxHome home = new SandboxHome(directory, usual.binaries());
    RunningSandbox sandbox =
        Sandboxes.up(SandboxSpec.named("pods-it", home, System.getenv()).withNodes(0));
    try {
      RealNode node = RealNode.join(sandbox.kubeconfig(), programs, System.err::println);
      return new RealPods(sandbox, node, directory);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      sandbox.close();
      throw failed;
    }
  }

  @Override
  public void close() {
    node.close();
    sandbox.close();
    for (File left : Objects.requireNonNullElse(home.toFile().listFiles(), new File[0])) {
      left.delete();
    }
    home.toFile().delete();
  }
}
