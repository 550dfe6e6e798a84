package io.deployctl.cli.command;

/**
 * The parts that commands drive. Each is made when it is asked for, in the one place that knows
 * providers.
 */
public interface Services {
  /** Returns what brings throw-away clusters up and down. */
  SandboxControl sandboxes();
}
