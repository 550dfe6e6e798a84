package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Whether the API server takes Secrets in the namespace {@code shop-deploy}. */
final class StateWrites {
  private StateWrites() {}

  /** Waits until they are decided: policies and quotas count some moments after a change. */
  static void await(Stage stage, boolean allowed) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (isWritable(stage) != allowed) {
      assertThat(System.nanoTime()).as("time until writes are decided").isLessThan(deadline);
    }
  }

  private static boolean isWritable(Stage stage) {
    try {
      stage.kubectl(
          "-n", "shop-deploy", "create", "secret", "generic", "trial", "--dry-run=server");
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }
}
