package io.deployctl.providers.sandbox;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says which sandbox is meant, and how it should be.
 *
 * @param name its name; lower-case letters, digits and hyphens, at most 40
 * @param home where it lives
 * @param nodes how many nodes to simulate, up to 500; none where real ones are to join
 * @param forwards which port-forwards reach processes on this machine
 * @param environment the environment variables; {@code PATH} is what is read of them
 * @param clock tells the time
 * @param patience how long to wait for each part of it to come up or to end
 */
public record SandboxSpec(
    String name,
    SandboxHome home,
    int nodes,
    List<Forward> forwards,
    Map<String, String> environment,
    Clock clock,
    Duration patience) {
  /** The name of the sandbox that is meant when none is given. */
  public static final String DEFAULT_NAME = "default";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

  /**
   * Refuses what can't be.
   *
   * @throws DeployctlException if the name or the number of nodes is out of bounds
   */
  public SandboxSpec {
    requireNonNull(home, "home is null");
    forwards = List.copyOf(forwards);
    environment = Map.copyOf(environment);
    requireNonNull(clock, "clock is null");
    requireNonNull(patience, "patience is null");
    if (!NAME.matcher(requireNonNull(name, "name is null")).matches()) {
      throw invalid(
          "sandbox-name",
          "A sandbox cannot be called `" + name + "`",
          "Use up to 40 lower-case letters, digits and hyphens, such as `try-1`");
    }
    if (nodes < 0 || nodes > 500) {
      throw invalid(
          "sandbox-nodes", "A sandbox cannot have " + nodes + " nodes", "Ask for 0 to 500 nodes");
    }
  }

  /** Returns the usual sandbox of that name: two nodes, no forwards, a minute of patience. */
  public static SandboxSpec named(String name, SandboxHome home, Map<String, String> environment) {
    return new SandboxSpec(
        name, home, 2, List.of(), environment, Clock.systemUTC(), Duration.ofSeconds(60));
  }

  /** Returns the same with that many nodes. */
  public SandboxSpec withNodes(int number) {
    return new SandboxSpec(name, home, number, forwards, environment, clock, patience);
  }

  /** Returns the same with those forwards. */
  public SandboxSpec withForwards(List<Forward> these) {
    return new SandboxSpec(name, home, nodes, these, environment, clock, patience);
  }

  /** Returns the name of the context in its kubeconfig. */
  public String context() {
    return "deployctl-sandbox-" + name;
  }

  SandboxDirectory directory() {
    return new SandboxDirectory(home.sandboxes().resolve(name));
  }

  private static DeployctlException invalid(String code, String summary, String hint) {
    return DeployctlException.invalid(Diagnostic.error(code, summary).hint(hint));
  }
}
