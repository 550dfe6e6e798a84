package io.deployctl.cli.command;

import io.deployctl.cli.view.SandboxReport;
import java.util.List;
import java.util.function.Consumer;

/** Brings throw-away clusters up and takes them down. */
public interface SandboxControl {
  /**
   * Brings a sandbox up, or finds that it is.
   *
   * @param name its name
   * @param nodes how many nodes it should have
   * @param forwards port-forwards that reach processes of this machine, as the option has them
   * @param progress takes what is being done
   */
  SandboxReport up(String name, int nodes, List<String> forwards, Consumer<String> progress);

  /** Returns how a sandbox is; changes nothing. */
  SandboxReport status(String name);

  /** Takes a sandbox down, with everything in it. */
  SandboxReport down(String name, Consumer<String> progress);
}
