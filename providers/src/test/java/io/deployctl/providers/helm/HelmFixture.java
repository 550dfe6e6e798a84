package io.deployctl.providers.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.spi.Planned;
import io.deployctl.core.spi.Request;
import io.deployctl.core.spi.Session;
import io.deployctl.core.spi.StepResult;
import io.deployctl.core.value.Leaf;
import io.deployctl.providers.input.TestGate;
import io.deployctl.providers.input.TestScope;
import io.deployctl.providers.kubernetes.client.ClusterConnector;
import io.deployctl.providers.kubernetes.client.ClusterRequest;
import io.deployctl.providers.kubernetes.client.LazyClusters;
import io.deployctl.providers.kubernetes.guards.MovingImages;
import io.deployctl.providers.kubernetes.readiness.ClusterReadinessWaiter;
import io.deployctl.providers.kubernetes.readiness.GraceTimes;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import io.deployctl.providers.process.ToolLocator;
import io.deployctl.providers.sandbox.RunningSandbox;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.Sandboxes;
import io.deployctl.providers.template.PebbleDocumentRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real API server, the real helm, and what a test asks of them. */
final class HelmFixture implements AutoCloseable {
  private final RunningSandbox sandbox;
  private final Map<String, String> environment;
  private final LazyClusters clusters;

  /** Brings up a control plane in the directory. */
  HelmFixture(String name, Path directory) {
    Path user = Path.of(System.getProperty("user.home"));
    SandboxHome usual = SandboxHome.of(System.getenv(), user);
    SandboxHome home = new SandboxHome(directory.resolve("sandbox"), usual.binaries());
    sandbox = Sandboxes.up(SandboxSpec.named(name, home, System.getenv()));
    environment = new HashMap<>(Map.of("HOME", directory.toString()));
    environment.put("PATH", sandbox.binaries().helm().getParent() + ":" + System.getenv("PATH"));
    environment.put("KUBECONFIG", sandbox.kubeconfig().toString());
    ClusterRequest request =
        new ClusterRequest(
            environment,
            directory,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            ClusterRequest.DEFAULT_TIMEOUT,
            new CommonsExecProcessRunner(environment),
            warning -> {});
    clusters = new LazyClusters(() -> new ClusterConnector(request).connect());
  }

  /** Returns the provider, masking with the scope's redactor. */
  HelmProvider provider(TestScope scope, Path cache) {
    CommonsExecProcessRunner runner = new CommonsExecProcessRunner(environment);
    ToolLocator tools =
        new ToolLocator(
            runner, environment, Optional.empty(), Map::of, scope.redactor(), scope.cancellation());
    return new HelmProvider(
        clusters,
        runner,
        new PebbleDocumentRenderer(),
        () ->
            new ClusterReadinessWaiter(
                clusters, scope.redactor(), GraceTimes.DEFAULT, System::nanoTime),
        tools,
        cache,
        environment,
        new Catalogue(clusters),
        new MovingImages(false));
  }

  LazyClusters clusters() {
    return clusters;
  }

  /** Returns what the real kubectl says. */
  String kubectl(String... arguments) {
    return run(sandbox.binaries().kubectl(), arguments);
  }

  /** Returns what the real helm says. */
  String helm(String... arguments) {
    return run(sandbox.binaries().helm(), arguments);
  }

  /** Runs helm for something that it can't do. */
  void helmFails(String... arguments) {
    run(1, sandbox.binaries().helm(), arguments);
  }

  /** Returns the release's history as helm itself tells it. */
  JsonNode history(String release, String namespace) {
    try {
      return new ObjectMapper().readTree(helm("history", release, "-n", namespace, "-o", "json"));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private String run(Path program, String... arguments) {
    return run(0, program, arguments);
  }

  private String run(int expected, Path program, String... arguments) {
    try {
      List<String> all = new ArrayList<>(List.of(program.toString()));
      all.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
      builder.environment().put("KUBECONFIG", sandbox.kubeconfig().toString());
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(all + ": " + output).isEqualTo(expected);
      return output;
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    clusters.close();
    sandbox.close();
  }

  static Planned plan(HelmProvider provider, TestScope scope, Request request) {
    try (Session session = provider.open(scope.build())) {
      return session.plan(request);
    }
  }

  static Planned.Ready ready(HelmProvider provider, TestScope scope, Request request) {
    Planned planned = plan(provider, scope, request);
    if (planned instanceof Planned.Refused refused) {
      throw new AssertionError(refused.diagnostics().toString());
    }
    return (Planned.Ready) planned;
  }

  static Diagnostic refused(HelmProvider provider, TestScope scope) {
    Planned planned = plan(provider, scope, new Request.Deploy());
    assertThat(planned).isInstanceOf(Planned.Refused.class);
    return ((Planned.Refused) planned).diagnostics().get(0);
  }

  static StepResult execute(HelmProvider provider, TestScope scope, Planned.Ready planned) {
    try (Session session = provider.open(scope.build())) {
      return session.execute(planned.plan(), new TestGate());
    }
  }

  static List<Effect> verify(HelmProvider provider, TestScope scope, Planned.Ready planned) {
    try (Session session = provider.open(scope.build())) {
      return session.verify(planned.plan());
    }
  }

  static List<String> shown(Planned.Ready planned) {
    return planned.plan().effects().stream()
        .flatMap(effect -> effect.changes().stream())
        .map(HelmFixture::shown)
        .toList();
  }

  private static String shown(FieldChange change) {
    return change.path()
        + ": "
        + shown(change.before())
        + " -> "
        + shown(change.after())
        + change.movedBy().map(mover -> " by " + mover.manager()).orElse("");
  }

  private static String shown(Optional<Leaf> leaf) {
    if (leaf.isEmpty()) {
      return "(absent)";
    }
    if (leaf.get() instanceof Leaf.Waiting waiting) {
      return "(waits for " + waiting.waitsOn() + ")";
    }
    return leaf.get() instanceof Leaf.Literal literal
        ? literal.data().map(Object::toString).orElse("null")
        : "(secret)";
  }

  /** Writes a file of a chart. */
  static void write(Path directory, String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
