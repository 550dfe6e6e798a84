package io.deployctl.cli;

import io.deployctl.cli.command.SandboxControl;
import io.deployctl.cli.command.Services;
import io.deployctl.cli.terminal.Invocation;

/** Puts the parts together: the one place that knows every provider. */
final class Wiring implements Services {
  private final Invocation invocation;

  Wiring(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public SandboxControl sandboxes() {
    return new SandboxWiring(invocation);
  }
}
