package io.deployctl.cli.view;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/**
 * How a command talks. The result goes to standard output and everything else to standard error,
 * but for JSON, where the one document holds it all.
 */
public interface Views {
  /** Tells causes, warnings and notes. */
  void diagnostics(List<Diagnostic> diagnostics);

  /** Tells which program this is. */
  void version(Invocation.Program program);

  /**
   * Ends the output; called once, after everything else.
   *
   * @param exit the exit code
   */
  void finish(int exit);
}
