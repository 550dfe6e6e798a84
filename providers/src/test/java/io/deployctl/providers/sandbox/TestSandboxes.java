package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the integration tests share. */
final class TestSandboxes {
  private TestSandboxes() {}

  /** Returns a sandbox below the directory, with the programs in the user's cache. */
  static SandboxSpec spec(String name, Path directory) {
    Path user = Path.of(System.getProperty("user.home"));
    SandboxHome usual = SandboxHome.of(System.getenv(), user);
    BinarySet set = Binaries.expected(usual);
    assertThat(set.missing(Program.all(Versions.pinned())))
        .as("run scripts/sandbox-binaries first: programs missing in %s", set.directory())
        .isEmpty();
    SandboxHome home = new SandboxHome(directory, usual.binaries());
    return SandboxSpec.named(name, home, System.getenv());
  }

  /** Returns the live processes that have the directory in their arguments. */
  static List<String> processesUnder(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                Arrays.stream(process.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.contains("=" + directory + "/")))
        .filter(process -> ProcessIdentity.of(process.pid()).isPresent())
        .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
        .toList();
  }
}
