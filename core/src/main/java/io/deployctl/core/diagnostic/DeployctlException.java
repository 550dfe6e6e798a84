package io.deployctl.core.diagnostic;

import io.deployctl.core.model.ExitStatus;
import java.util.List;

/** The command can't go on. Carries everything to tell the user; its stack trace is never shown. */
public final class DeployctlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;
  private final transient List<Diagnostic> diagnostics;

  /** Makes one with everything there is to tell. */
  public DeployctlException(ExitStatus status, List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? status.meaning() : diagnostics.get(0).summary());
    this.status = status;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** Makes one with a single diagnostic. */
  public DeployctlException(ExitStatus status, Diagnostic diagnostic) {
    this(status, List.of(diagnostic));
  }

  /** Returns a failure ({@link ExitStatus#FAILED}) with a single diagnostic. */
  public static DeployctlException failed(Diagnostic diagnostic) {
    return new DeployctlException(ExitStatus.FAILED, diagnostic);
  }

  /** Returns a refusal ({@link ExitStatus#INVALID}) with a single diagnostic. */
  public static DeployctlException invalid(Diagnostic diagnostic) {
    return new DeployctlException(ExitStatus.INVALID, diagnostic);
  }

  /** Returns how the command should end. */
  public ExitStatus status() {
    return status;
  }

  /** Returns what to tell the user. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
