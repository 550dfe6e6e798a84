package io.deployctl.cli;

import io.deployctl.cli.command.SandboxControl;
import io.deployctl.cli.terminal.Invocation;
import io.deployctl.cli.view.SandboxReport;
import io.deployctl.providers.sandbox.Forward;
import io.deployctl.providers.sandbox.SandboxHome;
import io.deployctl.providers.sandbox.SandboxSpec;
import io.deployctl.providers.sandbox.SandboxStatus;
import io.deployctl.providers.sandbox.Sandboxes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Sandboxes of the user who runs the command. */
final class SandboxWiring implements SandboxControl {
  private final Invocation invocation;

  SandboxWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public SandboxReport up(
      String name, int nodes, List<String> forwards, Consumer<String> progress) {
    SandboxSpec spec =
        spec(name).withNodes(nodes).withForwards(forwards.stream().map(Forward::parse).toList());
    return report(Sandboxes.up(spec, progress::accept).status());
  }

  @Override
  public SandboxReport status(String name) {
    return report(Sandboxes.status(spec(name)));
  }

  @Override
  public SandboxReport down(String name, Consumer<String> progress) {
    SandboxSpec spec = spec(name);
    Sandboxes.down(spec, progress::accept);
    return report(Sandboxes.status(spec));
  }

  private SandboxSpec spec(String name) {
    return SandboxSpec.named(
        name,
        SandboxHome.of(invocation.environment(), invocation.home()),
        invocation.environment());
  }

  private static SandboxReport report(SandboxStatus status) {
    return new SandboxReport(
        status.name(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.kubeconfig(),
        status.context(),
        status.server(),
        status.kubernetes(),
        status.startedAt(),
        status.nodes(),
        status.forwards(),
        status.components().stream().map(SandboxWiring::part).toList());
  }

  private static SandboxReport.Part part(SandboxStatus.Part part) {
    OptionalLong pid = part.pid();
    OptionalInt port = part.port();
    return new SandboxReport.Part(
        part.program(),
        pid.isPresent() ? Optional.of(pid.getAsLong()) : Optional.empty(),
        port.isPresent() ? Optional.of(port.getAsInt()) : Optional.empty(),
        part.log());
  }
}
