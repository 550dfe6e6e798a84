package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.ExitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveWorkTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void secondOneIsToldWhoIsInTheWay() throws Exception {
    Path lock = directory.resolve("deep/down/lock");
    List<String> told = new ArrayList<>();

    ExclusiveWork.holding(
        lock,
        "the sandbox `x`",
        LONG,
        told::add,
        () -> {
          assertThatExceptionOfType(DeployctlException.class)
              .isThrownBy(
                  () ->
                      ExclusiveWork.holding(
                          lock, "the sandbox `x`", Duration.ZERO, told::add, () -> "never"))
              .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(ExitStatus.LOCKED))
              .withMessageContaining("the sandbox `x`");
          return "done";
        });

    assertThat(ExclusiveWork.holding(lock, "x", Duration.ZERO, told::add, () -> "free"))
        .isEqualTo("free");
  }

  @Test
  void isFreeAgainAfterAFailure() throws Exception {
    Path lock = directory.resolve("lock");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                ExclusiveWork.holding(
                    lock,
                    "x",
                    LONG,
                    Progress.silent(),
                    () -> {
                      throw new IllegalStateException();
                    }));

    assertThat(ExclusiveWork.holding(lock, "x", Duration.ZERO, Progress.silent(), () -> "free"))
        .isEqualTo("free");
  }
}
