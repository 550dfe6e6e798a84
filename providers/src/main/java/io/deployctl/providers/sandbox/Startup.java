package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Brings up one sandbox in an empty directory, once, on given ports. */
final class Startup {
  private final SandboxSpec spec;
  private final BinarySet binaries;
  private final Progress progress;
  private final SandboxDirectory directory;
  private final Ports ports;
  private final CommandLines commands;
  private final Credentials credentials = Credentials.fresh();
  private final ProcessSet processes;
  private final Set<Component> started = EnumSet.noneOf(Component.class);

  Startup(SandboxSpec spec, BinarySet binaries, Ports ports, Progress progress) {
    this.spec = spec;
    this.binaries = binaries;
    this.ports = ports;
    this.progress = progress;
    this.directory = spec.directory();
    this.commands = new CommandLines(directory, ports);
    this.processes = new ProcessSet(directory, binaries, spec.environment());
  }

  /** Starts everything and waits until pods can be scheduled; throws with nothing cleaned up. */
  void run() throws IOException, InterruptedException {
    directory.create();
    credentials.write(directory);
    KwokConfiguration.write(directory, spec.forwards());
    ContainerLog.write(directory, spec.clock());
    progress.report("starting etcd and kube-apiserver");
    start(Component.ETCD);
    start(Component.API_SERVER);
    ApiServer server = awaitServer();
    progress.report("starting kube-controller-manager, kube-scheduler and kwok");
    startOthers();
    Bootstrap bootstrap = new Bootstrap(server, binaries.kubernetes());
    bootstrap.apply(spec.nodes());
    progress.report("waiting for " + spec.nodes() + " nodes");
    await("its nodes to be ready", () -> bootstrap.usable(spec.nodes()));
    record();
  }

  /** Ends all that was started; for a start that failed or was interrupted. */
  void abandon() {
    processes.abandon(Duration.ofSeconds(5));
  }

  private void start(Component component) throws IOException {
    processes.start(component, commands.arguments(component));
    started.add(component);
  }

  private ApiServer awaitServer() throws IOException, InterruptedException {
    await("the API server's certificate", () -> Files.size(directory.certificates()) > 0);
    Kubeconfig.write(
        directory,
        directory.kubeconfig(),
        spec.context(),
        ports.apiServer(),
        credentials.adminToken());
    byte[] certificates = Files.readAllBytes(directory.certificates());
    ApiServer server = new ApiServer(ports.apiServer(), credentials.adminToken(), certificates);
    await("the API server to be ready", server::ready);
    return server;
  }

  private void startOthers() throws IOException {
    for (Component component :
        new Component[] {Component.KWOK, Component.CONTROLLER_MANAGER, Component.SCHEDULER}) {
      Kubeconfig.write(
          directory,
          directory.componentKubeconfig(component),
          component.program(),
          ports.apiServer(),
          credentials.token(component));
      start(component);
    }
  }

  private void await(String what, Waiting.Condition condition)
      throws IOException, InterruptedException {
    Waiting.until(
        spec.patience(),
        what,
        () -> {
          failIfAnyEnded();
          return condition.holds();
        });
  }

  private void failIfAnyEnded() throws StartFailure {
    for (Component component : started) {
      if (!processes.alive(component)) {
        throw new StartFailure(component, LogTail.of(directory.log(component)));
      }
    }
  }

  private void record() throws IOException {
    SandboxRecord kept =
        new SandboxRecord(
            1,
            binaries.kubernetes(),
            Versions.pinned().etcd(),
            Versions.pinned().kwok(),
            spec.clock().instant().toString(),
            ports.apiServer(),
            ports.kubelet(),
            spec.nodes(),
            spec.forwards().stream().map(Forward::toString).toList());
    kept.write(directory);
  }
}
