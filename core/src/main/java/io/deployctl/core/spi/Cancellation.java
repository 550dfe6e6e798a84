package io.deployctl.core.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells work to end. Asked to stop, a session begins nothing new and lets what runs come to its
 * end; asked to abort, it ends child processes too. Safe for several threads.
 */
public final class Cancellation {
  private final List<Runnable> onStop = new ArrayList<>();
  private final List<Runnable> onAbort = new ArrayList<>();
  private boolean stopping;
  private boolean aborting;

  /** Asks to stop. Asking again changes nothing. */
  public void stop() {
    runAll(take(onStop, false));
  }

  /** Asks to abort, which asks to stop as well. Asking again changes nothing. */
  public void abort() {
    stop();
    runAll(take(onAbort, true));
  }

  /** Returns whether somebody asked to stop or to abort. */
  public synchronized boolean isStopping() {
    return stopping;
  }

  /** Returns whether somebody asked to abort. */
  public synchronized boolean isAborting() {
    return aborting;
  }

  /** Has the action run once when a stop is asked for; at once if it was already. */
  public void onStop(Runnable action) {
    if (!remember(onStop, action, false)) {
      action.run();
    }
  }

  /** Has the action run once when an abort is asked for; at once if it was already. */
  public void onAbort(Runnable action) {
    if (!remember(onAbort, action, true)) {
      action.run();
    }
  }

  /** Forgets an action that is no longer wanted. */
  public synchronized void forget(Runnable action) {
    onStop.remove(action);
    onAbort.remove(action);
  }

  private synchronized boolean remember(List<Runnable> actions, Runnable action, boolean abort) {
    if (abort ? aborting : stopping) {
      return false;
    }
    actions.add(action);
    return true;
  }

  private synchronized List<Runnable> take(List<Runnable> actions, boolean abort) {
    stopping = true;
    aborting = aborting || abort;
    List<Runnable> taken = List.copyOf(actions);
    actions.clear();
    return taken;
  }

  private static void runAll(List<Runnable> actions) {
    actions.forEach(Runnable::run);
  }
}
