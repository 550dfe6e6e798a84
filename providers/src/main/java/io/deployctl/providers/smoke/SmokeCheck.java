package io.deployctl.providers.smoke;

import io.deployctl.core.release.Restoration;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.Progress;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Redactor;
import io.deployctl.providers.kubernetes.client.Clusters;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs one scenario: for a step of a plan, and for {@code deployctl smoke}. */
public final class SmokeCheck {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final Clusters clusters;
  private final Redactor redactor;
  private final Progress progress;
  private final Cancellation cancellation;

  private SmokeCheck(
      Clusters clusters, Redactor redactor, Progress progress, Cancellation cancellation) {
    this.clusters = clusters;
    this.redactor = redactor;
    this.progress = progress;
    this.cancellation = cancellation;
  }

  /**
   * Runs the scenario that a release holds of one of its smoke steps.
   *
   * @param step what the release holds
   * @return how it went
   * @throws io.deployctl.core.diagnostic.DeployctlException when the application can't be reached
   *     at all, or what the release holds can't be read
   * @throws InterruptedException when a stop was asked for
   */
  public static SmokeReport run(
      Restoration step,
      Clusters clusters,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation)
      throws InterruptedException {
    return new SmokeCheck(clusters, redactor, progress, cancellation)
        .run(SmokePayload.read(step.version(), step.payload()));
  }

  static SmokeReport run(SmokeSpec spec, Clusters clusters, StepScope scope)
      throws InterruptedException {
    return new SmokeCheck(clusters, scope.redactor(), scope.progress(), scope.cancellation())
        .run(spec);
  }

  /** Returns the scenario of the spec, which was read without problems when it was planned. */
  static Scenario scenario(SmokeSpec spec) {
    return ScenarioReader.read(
        spec.file(),
        spec.scenario().getBytes(StandardCharsets.UTF_8),
        spec.names(),
        spec.hasBase());
  }

  private SmokeReport run(SmokeSpec spec) throws InterruptedException {
    spec.secrets().values().forEach(redactor::register);
    Scenario scenario = scenario(spec);
    if (spec.service().isEmpty()) {
      return run(spec, scenario, spec.url().orElse(""));
    }
    try (ServiceForward forward =
        ServiceForward.open(clusters.get(), spec.service().orElseThrow(), redactor)) {
      return run(spec, scenario, forward.base());
    }
  }

  private SmokeReport run(SmokeSpec spec, Scenario scenario, String base)
      throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .build();
    HttpCaller caller = new HttpCaller(client, base, cancellation);
    return new SmokeRunner(caller, spec, redactor, progress, cancellation).run(scenario);
  }
}
