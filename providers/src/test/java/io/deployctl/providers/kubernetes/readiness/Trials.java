package io.deployctl.providers.kubernetes.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.RealPods;
import io.deployctl.providers.kubernetes.client.TestClusters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractStringAssert;

/**
 * Workloads that are tried on real pods, all at the same time, each in a namespace of its own: each
 * is applied and waited for, as a step does.
 */
final class Trials {
  /** One workload, and what waiting for it came to. */
  final class Trial {
    private final CompletableFuture<String> told = new CompletableFuture<>();
    private final String name;
    private final String kind;
    private final String manifest;
    private GraceTimes graceTimes = GraceTimes.DEFAULT;
    private Duration timeout = Duration.ofMinutes(3);
    private final List<String> looks = new CopyOnWriteArrayList<>();

    private Trial(String kind, String name, String manifest) {
      this.kind = kind;
      this.name = name;
      this.manifest = manifest;
    }

    /** Has suspicious causes fail after three seconds, where their real time is not the point. */
    Trial impatient() {
      graceTimes = new GraceTimes(java.util.Map.of(), Duration.ofSeconds(3));
      return this;
    }

    /** Has the wait end after a time. */
    Trial within(Duration time) {
      timeout = time;
      return this;
    }

    /**
     * Returns what a user is told, or nothing where it became ready. What differs from run to run
     * is put in fixed words: names that are made up, counts of restarts, times.
     */
    String told() {
      return told.join()
          .replaceAll(name + "-[a-z0-9]{5,10}-[a-z0-9]{5}", name + "-POD")
          .replaceAll(name + "-[a-z0-9]{5}(?=[ _`\\n])", name + "-POD")
          .replaceAll("\\d+ restarts?", "N restarts")
          .replaceAll("198\\.1[89]\\.\\d+\\.\\d+:\\d+", "ADDRESS")
          .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME")
          .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UID");
    }

    /** Begins a check of what a user is told; where it fails, it says what was seen, and when. */
    AbstractStringAssert<?> assertTold() {
      String told = told();
      return assertThat(told).as("after:\n%s\n", String.join("\n", looks));
    }

    private void look(String line) {
      looks.add(Instant.now() + " " + line);
    }

    private void run() {
      try {
        look("begins");
        pods.node().kubectl().run("create", "namespace", name);
        pods.node().kubectl().apply(manifest);
        look("applied");
        String answer = await();
        look("ends");
        told.complete(answer);
      } catch (Exception failed) {
        told.completeExceptionally(failed);
      }
    }

    private String await() {
      ClusterReadinessWaiter waiter =
          new ClusterReadinessWaiter(
              () -> cluster, new TestingRedactor(), graceTimes, System::nanoTime);
      String group = kind.equals("Job") ? "batch" : "apps";
      return text(
          waiter.await(
              List.of(new ResourceId(group, kind, name, name)),
              timeout,
              this::look,
              new Cancellation()));
    }
  }

  private final List<Trial> all = new ArrayList<>();
  private RealPods pods;
  private Cluster cluster;
  private ExecutorService threads;

  /** Adds a Deployment of a container with the fields. */
  Trial deployment(String name, String container) {
    return deployment(name, container, "");
  }

  /** Adds a Deployment of a container with the fields, in a pod with more fields. */
  Trial deployment(String name, String container, String pod) {
    return add("Deployment", name, Workloads.deployment(name, container, pod));
  }

  /** Adds a workload by its manifest, which is in the namespace of its name. */
  Trial add(String kind, String name, String manifest) {
    Trial trial = new Trial(kind, name, manifest);
    all.add(trial);
    return trial;
  }

  /** Begins all of them. */
  void begin(RealPods with) {
    pods = with;
    cluster = TestClusters.connect(with.sandbox().kubeconfig());
    threads = Executors.newFixedThreadPool(all.size());
    all.forEach(trial -> threads.execute(trial::run));
  }

  /** Ends what still runs; the namespaces go with the cluster. */
  void end() {
    threads.shutdownNow();
    cluster.close();
  }

  private static String text(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(
            each ->
                "%s: %s\n%shint: %s\n"
                    .formatted(
                        each.code(),
                        each.summary(),
                        each.details().stream()
                            .map(line -> "  " + line + "\n")
                            .collect(Collectors.joining()),
                        each.hint().orElse("none")))
        .collect(Collectors.joining());
  }
}
