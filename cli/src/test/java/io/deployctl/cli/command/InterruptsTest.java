package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.core.spi.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterruptsTest {
  private final List<Integer> exits = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();
  private final Interrupts interrupts = new Interrupts(cancellation, exits::add);

  @Test
  void signalEndsTheProgramAtOnceWhileNothingIsChanged() {
    interrupts.signalled();

    assertThat(exits).containsExactly(130);
    assertThat(cancellation.isAborting()).isTrue();
  }

  @Test
  void firstSignalDuringARunOnlyAsksToStop() {
    interrupts.runBegins();

    interrupts.signalled();

    assertThat(exits).isEmpty();
    assertThat(cancellation.isStopping()).isTrue();
    assertThat(cancellation.isAborting()).isFalse();
  }

  @Test
  void secondSignalDuringARunEndsToolsAndProgram() {
    interrupts.runBegins();

    interrupts.signalled();
    interrupts.signalled();

    assertThat(exits).containsExactly(130);
    assertThat(cancellation.isAborting()).isTrue();
  }

  @Test
  void signalAfterARunEndsTheProgramAtOnce() {
    interrupts.runBegins();
    interrupts.runEnds();

    interrupts.signalled();

    assertThat(exits).containsExactly(130);
  }
}
