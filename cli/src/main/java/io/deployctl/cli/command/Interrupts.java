package io.deployctl.cli.command;

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
  private Optional<Listener> run = Optional.empty();
  private boolean asked;

  /** Is told what a signal came to, to tell the user. */
  public interface Listener {
    /** Nothing new begins, and what runs comes to its end. */
    void stopping();

    /** What runs is being ended; then the program ends. */
    void aborting();
  }

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
  public synchronized void runBegins(Listener listener) {
    run = Optional.of(listener);
  }

  /** From now on a signal ends the program at once. */
  public synchronized void runEnds() {
    run = Optional.empty();
  }

  /** Handles one signal. */
  public void signalled() {
    Optional<Listener> listener = listener();
    if (mayStopCalmly()) {
      cancellation.stop();
      listener.ifPresent(Listener::stopping);
    } else {
      listener.ifPresent(Listener::aborting);
      cancellation.abort();
      halt.accept(ExitStatus.INTERRUPTED.code());
    }
  }

  private synchronized Optional<Listener> listener() {
    return run;
  }

  private synchronized boolean mayStopCalmly() {
    boolean calm = run.isPresent() && !asked;
    asked = true;
    return calm;
  }
}
