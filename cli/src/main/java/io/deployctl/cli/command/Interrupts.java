package io.deployctl.cli.command;

import io.deployctl.cli.view.InterruptView;
import io.deployctl.core.model.ExitStatus;
import io.deployctl.core.spi.Cancellation;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What a signal means. While nothing is being changed it ends the program at once. During a run the
 * first one asks to stop: no new act begins, running tools finish. The second one ends the running
 * tools and the program; what was under way is in doubt.
 */
public final class Interrupts {
  private final Cancellation cancellation;
  private final IntConsumer halt;
  private Optional<InterruptView> run = Optional.empty();
  private boolean asked;

  /**
   * Makes one.
   *
   * @param cancellation is asked to stop, and to abort
   * @param halt ends the program with an exit code
   */
  public Interrupts(Cancellation cancellation, IntConsumer halt) {
    this.cancellation = cancellation;
    this.halt = halt;
  }

  /** Returns what tells work to end. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** From now on a signal first asks to stop. */
  public synchronized void runBegins(InterruptView view) {
    run = Optional.of(view);
  }

  /** From now on a signal ends the program at once. */
  public synchronized void runEnds() {
    run = Optional.empty();
  }

  /** Handles one signal. */
  public void signalled() {
    Optional<InterruptView> view = view();
    if (mayStopCalmly()) {
      cancellation.stop();
      view.ifPresent(InterruptView::stopping);
    } else {
      view.ifPresent(InterruptView::aborting);
      cancellation.abort();
      halt.accept(ExitStatus.INTERRUPTED.code());
    }
  }

  private synchronized Optional<InterruptView> view() {
    return run;
  }

  private synchronized boolean mayStopCalmly() {
    boolean calm = run.isPresent() && !asked;
    asked = true;
    return calm;
  }
}
