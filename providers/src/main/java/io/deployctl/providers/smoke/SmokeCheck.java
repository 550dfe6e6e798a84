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
  private SmokeCheck() {}

  /**
   * Runs the scenario that a release holds of one of its smoke steps.
   *
   * @param step what the release holds
   * @return how it went
   * @throws io.deployctl.core.diagnostic.DeployctlException when the application can't be reached
   *     at all
   * @throws InterruptedException when a stop was asked for
   */
  public static SmokeReport run(
      Restoration step,
      Clusters clusters,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation)
      throws InterruptedException {
    SmokeSpec spec = SmokeSpec.fromJson(step.payload().get("spec").bytes());
    return run(spec, clusters, redactor, progress, cancellation);
  }

  static SmokeReport run(SmokeSpec spec, Clusters clusters, StepScope scope)
      throws InterruptedException {
    return run(spec, clusters, scope.redactor(), scope.progress(), scope.cancellation());
  }

  private static SmokeReport run(
      SmokeSpec spec,
      Clusters clusters,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation)
      throws InterruptedException {
    Scenario scenario =
        ScenarioReader.read(
            spec.file(),
            spec.scenario().getBytes(StandardCharsets.UTF_8),
            spec.variables().keySet());
    if (spec.service().isEmpty()) {
      return runner(spec, spec.url().orElse(""), redactor, progress, cancellation).run(scenario);
    }
    try (ServiceForward forward =
        ServiceForward.open(clusters.get(), spec.service().orElseThrow())) {
      return runner(spec, forward.base(), redactor, progress, cancellation).run(scenario);
    }
  }

  private static SmokeRunner runner(
      SmokeSpec spec,
      String base,
      Redactor redactor,
      Progress progress,
      Cancellation cancellation) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    HttpCaller caller = new HttpCaller(client, base, cancellation);
    return new SmokeRunner(
        caller, spec.variables(), redactor, progress, cancellation, spec.timeout());
  }
}
