package io.deployctl.providers.sandbox;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ExitStatus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** Brings sandboxes up, looks at them, and takes them down. */
public final class Sandboxes {
  private static final int ATTEMPTS = 5;

  private Sandboxes() {}

  /** Does the same as {@link #up(SandboxSpec, Progress)}, silently. */
  public static RunningSandbox up(SandboxSpec spec) {
    return up(spec, Progress.silent());
  }

  /**
   * Brings the sandbox up, or finds that it is. What an interrupted or killed one left is removed
   * first. If this is interrupted (the thread, or the whole process by a signal), no process stays.
   *
   * @throws DeployctlException if it can't be brought up
   */
  public static RunningSandbox up(SandboxSpec spec, Progress progress) {
    return guarded(
        "bring up",
        spec,
        () -> {
          BinarySet binaries = Binaries.provide(spec, progress);
          return exclusively(spec, progress, () -> lockedUp(spec, binaries, progress));
        });
  }

  /** Returns how the sandbox is; changes nothing. */
  public static SandboxStatus status(SandboxSpec spec) {
    return guarded("look at", spec, () -> Inspection.inspect(spec));
  }

  /**
   * Ends the sandbox's processes and removes its directory; fine if there is nothing of it.
   *
   * @return the names of the programs that were ended, in that order
   * @throws DeployctlException if a process can't be ended or the directory not be removed
   */
  public static List<String> down(SandboxSpec spec, Progress progress) {
    return guarded(
        "take down", spec, () -> exclusively(spec, progress, () -> Remains.remove(spec, progress)));
  }

  private static RunningSandbox lockedUp(SandboxSpec spec, BinarySet binaries, Progress progress)
      throws IOException, InterruptedException {
    SandboxStatus before = Inspection.inspect(spec);
    if (before.state() == SandboxStatus.State.RUNNING) {
      return found(spec, binaries, progress);
    }
    if (before.state() == SandboxStatus.State.BROKEN) {
      progress.report("clearing what a sandbox that did not end well left behind");
    }
    Remains.remove(spec, progress);
    start(spec, binaries, progress);
    return new RunningSandbox(spec, binaries, Inspection.inspect(spec), true);
  }

  private static RunningSandbox found(SandboxSpec spec, BinarySet binaries, Progress progress)
      throws IOException, InterruptedException {
    Optional<SandboxRecord> kept = SandboxRecord.read(spec.directory());
    if (kept.isPresent()) {
      new Adjustment(spec, binaries, kept.get(), progress).run();
    }
    return new RunningSandbox(spec, binaries, Inspection.inspect(spec), false);
  }

  private static void start(SandboxSpec spec, BinarySet binaries, Progress progress)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Startup startup = new Startup(spec, binaries, Ports.free(), progress);
      try (Abandonment ready = Abandonment.unlessKept(startup, spec.directory())) {
        startup.run();
        ready.keep();
        return;
      } catch (StartFailure e) {
        if (!e.portTaken() || attempt == ATTEMPTS) {
          throw e;
        }
        progress.report("a port was taken by another process; trying others");
      }
    }
  }

  private static <T> T exclusively(SandboxSpec spec, Progress progress, ExclusiveWork.Work<T> work)
      throws IOException, InterruptedException {
    return ExclusiveWork.holding(
        spec.home().sandboxes().resolve("." + spec.name() + ".lock"),
        "the sandbox `" + spec.name() + "`",
        spec.patience().multipliedBy(2),
        progress,
        work);
  }

  private static <T> T guarded(String doing, SandboxSpec spec, ExclusiveWork.Work<T> work) {
    String what = "Cannot " + doing + " the sandbox `" + spec.name() + "`: ";
    try {
      return work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeployctlException(
          ExitStatus.INTERRUPTED, Diagnostic.error("sandbox-interrupted", what + "interrupted"));
    } catch (StartFailure e) {
      Diagnostic diagnostic = Diagnostic.error("sandbox-start", what + e.getMessage());
      for (String line : e.evidence()) {
        diagnostic = diagnostic.detail(line);
      }
      throw DeployctlException.failed(
          diagnostic.hint("See the evidence, and whether the machine has memory to spare"));
    } catch (IOException e) {
      throw DeployctlException.failed(
          Diagnostic.error("sandbox-io", what + message(e))
              .hint("See that " + spec.home().sandboxes() + " can be written, then try again"));
    }
  }

  /** The JDK's exceptions about files say no more than the file's name. */
  private static String message(IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return e.getMessage();
    }
    String file = failure.getFile();
    if (e instanceof AccessDeniedException) {
      return "permission to use " + file + " is denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return file + " is in the way";
    }
    return file + ": " + (failure.getReason() == null ? "not there" : failure.getReason());
  }
}
