package io.deployctl.core.spi;

import io.deployctl.core.value.Redactor;

/** Runs child processes, bounded in time and output. Safe for several threads. */
public interface ProcessRunner {
  /**
   * Runs the command to its end, its timeout or an abort, whichever comes first. When it returns,
   * nothing of the process tree is left running.
   *
   * @param command what to run
   * @param redactor masks secrets in lines
   * @param cancellation ends the process tree when it is aborted
   */
  ToolResult run(ToolCommand command, Redactor redactor, Cancellation cancellation);
}
