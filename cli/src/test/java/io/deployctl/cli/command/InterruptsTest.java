package io.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.deployctl.cli.view.InterruptView;
import io.deployctl.core.spi.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterruptsTest {
  private final List<Integer> exits = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();
  private final Interrupts interrupts = new Interrupts(cancellation, exits::add);

  private final List<String> told = new ArrayList<>();
  private final InterruptView view =
      new InterruptView() {
        @Override
        public void stopping() {
          told.add("stopping");
        }

        @Override
        public void aborting() {
          told.add("aborting");
        }
      };

  @Test
  void signalEndsTheProgramAtOnceWhileNothingIsChanged() {
    interrupts.signalled();

    assertThat(exits).containsExactly(130);
    assertThat(cancellation.isAborting()).isTrue();
  }

  @Test
  void firstSignalDuringARunOnlyAsksToStop() {
    interrupts.runBegins(view);

    interrupts.signalled();

    assertThat(exits).isEmpty();
    assertThat(cancellation.isStopping()).isTrue();
    assertThat(cancellation.isAborting()).isFalse();
    assertThat(told).containsExactly("stopping");
  }

  @Test
  void secondSignalDuringARunEndsToolsAndProgram() {
    interrupts.runBegins(view);

    interrupts.signalled();
    interrupts.signalled();

    assertThat(exits).containsExactly(130);
    assertThat(cancellation.isAborting()).isTrue();
    assertThat(told).containsExactly("stopping", "aborting");
  }

  @Test
  void signalAfterARunEndsTheProgramAtOnce() {
    interrupts.runBegins(view);
    interrupts.runEnds();

    interrupts.signalled();

    assertThat(exits).containsExactly(130);
  }
}
