package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes down what there is of a sandbox, however it got there. */
final class Remains {
  private Remains() {}

  /**
   * Ends the sandbox's processes and removes its directory.
   *
   * @return the names of the programs that were running, in the order in which they ended
   * @throws DeployctlException if a process does not end
   */
  static List<String> remove(SandboxSpec spec, Progress progress) throws IOException {
    SandboxDirectory directory = spec.directory();
    List<String> ended = new ArrayList<>();
    for (Component component : Component.inStoppingOrder()) {
      List<ProcessIdentity> processes = Processes.all(directory, component);
      if (!processes.isEmpty()) {
        progress.report("ending " + component.program());
        List<ProcessIdentity> left = Ending.end(processes, spec.patience());
        if (!left.isEmpty()) {
          throw stubborn(spec, component, left);
        }
        ended.add(component.program());
      }
    }
    directory.delete();
    return ended;
  }

  private static DeployctlException stubborn(
      SandboxSpec spec, Component component, List<ProcessIdentity> left) {
    return DeployctlException.failed(
        Diagnostic.error(
                "sandbox-stubborn",
                "Cannot take down the sandbox `"
                    + spec.name()
                    + "`: "
                    + component.program()
                    + " (process "
                    + left.get(0).pid()
                    + ") does not end")
            .hint("See whether the machine hangs on its disk, then try again"));
  }
}
