package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import io.deployctl.cli.terminal.Invocation;
import io.deployctl.core.diagnostic.Diagnostic;
import java.util.List;

/** What people read. */
public final class HumanViews implements Views {
  private final Page out;
  private final Page err;

  /**
   * Makes them.
   *
   * @param out takes results
   * @param err takes everything else
   */
  public HumanViews(Page out, Page err) {
    this.out = requireNonNull(out, "out is null");
    this.err = requireNonNull(err, "err is null");
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics) {
    out.flush();
    new HumanDiagnostics(err).show(diagnostics);
    err.flush();
  }

  @Override
  public void version(Invocation.Program program) {
    out.line("deployctl " + out.text(program.version()));
    out.line("java " + out.text(program.java()));
  }

  @Override
  public void finish(int exit) {
    out.flush();
    err.flush();
  }
}
