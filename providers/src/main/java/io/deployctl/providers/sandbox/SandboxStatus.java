package io.deployctl.providers.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a sandbox is.
 *
 * @param name its name
 * @param state whether it runs
 * @param directory where its files are, or would be
 * @param kubeconfig the file to reach it with; absent if it never came up
 * @param context the name of the context in that file
 * @param server the API server's URL; absent if it never came up
 * @param kubernetes the version of Kubernetes; absent if it never came up
 * @param startedAt when it came up, in ISO 8601
 * @param nodes how many nodes it was made with; 0 if it never came up
 * @param forwards which port-forwards reach processes on this machine
 * @param components its parts, in the order in which they start
 */
public record SandboxStatus(
    String name,
    State state,
    Path directory,
    Optional<Path> kubeconfig,
    String context,
    Optional<String> server,
    Optional<String> kubernetes,
    Optional<String> startedAt,
    int nodes,
    List<String> forwards,
    List<Part> components) {
  /** Copies the lists. */
  public SandboxStatus {
    forwards = List.copyOf(forwards);
    components = List.copyOf(components);
  }

  /** Whether a sandbox runs. */
  public enum State {
    /** Everything is there and the API server is ready. */
    RUNNING,
    /** Something of it is there, but not all; the next {@code up} starts it afresh. */
    BROKEN,
    /** There is nothing of it. */
    ABSENT
  }

  /**
   * One program of a sandbox.
   *
   * @param program its name, such as {@code etcd}
   * @param version such as {@code v3.6.4}; absent if the sandbox never came up
   * @param running whether it is there
   * @param pid its number, if it is there
   * @param port where it listens on loopback, if it does
   * @param log the file that has its output
   */
  public record Part(
      String program,
      Optional<String> version,
      boolean running,
      OptionalLong pid,
      OptionalInt port,
      Path log) {}
}
