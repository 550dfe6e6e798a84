package io.deployctl.core.diagnostic;

import io.deployctl.core.model.ExitStatus;
import java.util.ArrayList;
import java.util.List;

/** Collects diagnostics, so that a user sees all problems at once. Not safe for several threads. */
public final class Diagnostics {
  private final List<Diagnostic> all = new ArrayList<>();

  /** Adds one diagnostic. */
  public void add(Diagnostic diagnostic) {
    all.add(diagnostic);
  }

  /** Adds all the given diagnostics in their order. */
  public void addAll(List<Diagnostic> diagnostics) {
    all.addAll(diagnostics);
  }

  /** Returns whether at least one of them is an error. */
  public boolean hasErrors() {
    return all.stream().anyMatch(Diagnostic::isError);
  }

  /** Returns what was collected so far, in the order in which it came. */
  public List<Diagnostic> list() {
    return List.copyOf(all);
  }

  /**
   * Ends the command if an error was collected.
   *
   * @throws DeployctlException with everything collected, if at least one of it is an error
   */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new DeployctlException(ExitStatus.INVALID, list());
    }
  }
}
