package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WorkersTest {
  @Test
  void workIsDoneSideBySideAndItsResultsAreInTheInputsOrder() {
    CountDownLatch both = new CountDownLatch(2);
    try (Workers workers = new Workers(2)) {
      List<Integer> doubled =
          workers.map(
              List.of(1, 2),
              number -> {
                both.countDown();
                await(both);
                return number * 2;
              });

      assertThat(doubled).containsExactly(2, 4);
    }
  }

  @Test
  void firstFailureIsThrownOnceAllWorkHasEnded() {
    AtomicInteger ended = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.each(
                      List.of(1, 2, 3, 4),
                      number -> {
                        ended.incrementAndGet();
                        if (number > 1) {
                          throw new IllegalArgumentException("number " + number);
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("number 2");
      assertThat(ended).hasValue(4);
    }
  }

  @Test
  void whoIsInterruptedDoesNotWaitOn() {
    CountDownLatch never = new CountDownLatch(1);
    try (Workers workers = new Workers(1)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> workers.each(List.of(1), number -> await(never)))
          .isInstanceOfSatisfying(
              ApiFailure.class, stopped -> assertThat(stopped.reason()).isEqualTo("Interrupted"));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
