package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Provides the programs of a sandbox: from the user's cache, otherwise from official releases. */
public final class Binaries {
  private static final Duration OTHERS_DOWNLOAD = Duration.ofMinutes(30);

  private Binaries() {}

  /** Returns the set that this deployctl was made for, whether it is there or not. */
  public static BinarySet expected(SandboxHome home) {
    String kubernetes = Versions.pinned().kubernetes();
    return new BinarySet(home.binaries().resolve(kubernetes), kubernetes);
  }

  /** Provides the set from the cache or the projects' own servers. */
  static BinarySet provide(SandboxSpec spec, Progress progress)
      throws IOException, InterruptedException {
    return provide(spec, Release.Hosts.official(), progress);
  }

  /**
   * Returns the set once it is complete.
   *
   * @throws DeployctlException if a program is missing and can't be had
   */
  static BinarySet provide(SandboxSpec spec, Release.Hosts hosts, Progress progress)
      throws IOException, InterruptedException {
    BinarySet set = expected(spec.home());
    List<Program> all = Program.all(Versions.pinned());
    if (set.missing(all).isEmpty()) {
      return set;
    }
    Downloads downloads = new Downloads(hosts, Platform.here(), spec.environment());
    Files.createDirectories(set.directory());
    return ExclusiveWork.holding(
        set.directory().resolve(".download.lock"),
        "the sandbox's programs",
        OTHERS_DOWNLOAD,
        progress,
        () -> complete(set, all, downloads, progress));
  }

  private static BinarySet complete(
      BinarySet set, List<Program> all, Downloads downloads, Progress progress)
      throws InterruptedException {
    List<Program> missing = set.missing(all);
    List<String> failures = new ArrayList<>();
    for (Program program : missing) {
      progress.report("downloading " + program.name() + " " + program.version());
      try {
        downloads.install(program, set);
      } catch (IOException e) {
        failures.add(program.name() + ": " + e.getMessage());
      }
    }
    List<Program> left = set.missing(all);
    if (left.isEmpty()) {
      return set;
    }
    throw lacking(set, left, failures);
  }

  private static DeployctlException lacking(
      BinarySet set, List<Program> left, List<String> failures) {
    String names = left.stream().map(Program::name).collect(Collectors.joining(", "));
    Diagnostic diagnostic =
        Diagnostic.error(
            "sandbox-binaries",
            "Cannot start the sandbox: "
                + names
                + " not found in "
                + set.directory()
                + ", and the download failed");
    for (String failure : failures) {
      diagnostic = diagnostic.detail(failure);
    }
    return DeployctlException.failed(
        diagnostic.hint(
            "Run `scripts/sandbox-binaries` from a checkout of deployctl: it builds them from source"
                + " through the Go module proxy where downloads are closed"));
  }
}
