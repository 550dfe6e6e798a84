package io.deployctl.cli.view;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a sandbox is.
 *
 * @param name its name
 * @param state {@code running}, {@code broken} or {@code absent}
 * @param kubeconfig the file to reach it with, if it ever came up
 * @param context the context in that file
 * @param server the API server's address, if it ever came up
 * @param kubernetes its version, if it ever came up
 * @param startedAt when it came up, in ISO 8601
 * @param nodes how many nodes it has
 * @param forwards port-forwards that reach processes of this machine
 * @param parts its programs
 */
public record SandboxReport(
    String name,
    String state,
    Optional<Path> kubeconfig,
    String context,
    Optional<String> server,
    Optional<String> kubernetes,
    Optional<String> startedAt,
    int nodes,
    List<String> forwards,
    List<Part> parts) {
  /**
   * One program.
   *
   * @param program its name
   * @param pid its number, if it runs
   * @param port where it listens, if it does
   * @param log the file with its output
   */
  public record Part(String program, Optional<Long> pid, Optional<Integer> port, Path log) {}

  /** Refuses nulls and copies. */
  public SandboxReport {
    requireNonNull(name, "name is null");
    requireNonNull(state, "state is null");
    requireNonNull(kubeconfig, "kubeconfig is null");
    requireNonNull(context, "context is null");
    requireNonNull(server, "server is null");
    requireNonNull(kubernetes, "kubernetes is null");
    requireNonNull(startedAt, "startedAt is null");
    forwards = List.copyOf(forwards);
    parts = List.copyOf(parts);
  }

  /** Returns whether everything of it is there. */
  public boolean isRunning() {
    return state.equals("running");
  }
}
