package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gives a running sandbox the nodes and forwards that it is asked for and lacks; takes none. */
final class Adjustment {
  private final SandboxSpec spec;
  private final BinarySet binaries;
  private final SandboxRecord record;
  private final Progress progress;
  private final SandboxDirectory directory;

  Adjustment(SandboxSpec spec, BinarySet binaries, SandboxRecord record, Progress progress) {
    this.spec = spec;
    this.binaries = binaries;
    this.record = record;
    this.progress = progress;
    this.directory = spec.directory();
  }

  /** Does what is needed, which usually is nothing. */
  void run() throws IOException, InterruptedException {
    List<Forward> had = record.forwards().stream().map(Forward::parse).toList();
    List<Forward> wanted = merged(had, spec.forwards());
    int nodes = Math.max(record.nodes(), spec.nodes());
    if (nodes > record.nodes()) {
      progress.report("adding " + (nodes - record.nodes()) + " nodes");
      addNodes(nodes);
    }
    if (!wanted.equals(had)) {
      progress.report("restarting kwok with other forwards");
      restartKwok(wanted);
    }
    if (nodes > record.nodes() || !wanted.equals(had)) {
      record.with(nodes, wanted).write(directory);
    }
  }

  /** Returns the former forwards, with those of the same namespace and port replaced. */
  static List<Forward> merged(List<Forward> had, List<Forward> asked) {
    Map<String, Forward> all = new LinkedHashMap<>();
    Stream.concat(had.stream(), asked.stream())
        .forEach(forward -> all.put(forward.namespace() + "/" + forward.port(), forward));
    return List.copyOf(all.values());
  }

  private void addNodes(int nodes) throws IOException, InterruptedException {
    ApiServer server =
        new ApiServer(
            record.apiServerPort(),
            Credentials.adminToken(directory),
            Files.readAllBytes(directory.certificates()));
    Bootstrap bootstrap = new Bootstrap(server, binaries.kubernetes());
    bootstrap.apply(nodes);
    Waiting.until(spec.patience(), "its nodes to be ready", () -> bootstrap.usable(nodes));
  }

  private void restartKwok(List<Forward> forwards) throws IOException, InterruptedException {
    Ending.end(Processes.all(directory, Component.KWOK), spec.patience());
    KwokConfiguration.write(directory, forwards);
    ProcessSet processes = new ProcessSet(directory, binaries, spec.environment());
    CommandLines commands = new CommandLines(directory, record.ports());
    processes.start(Component.KWOK, commands.arguments(Component.KWOK));
    Waiting.until(
        spec.patience(),
        "kwok to answer",
        () -> {
          if (!processes.alive(Component.KWOK)) {
            throw new StartFailure(Component.KWOK, LogTail.of(directory.log(Component.KWOK)));
          }
          return listens(record.kubeletPort());
        });
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) Duration.ofSeconds(1).toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
