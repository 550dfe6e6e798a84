package io.deployctl.providers.sandbox;

import java.nio.file.Path;

/** A sandbox that was up when this was made. Closing takes it down, if this command started it. */
public final class RunningSandbox implements AutoCloseable {
  private final SandboxSpec spec;
  private final BinarySet binaries;
  private final SandboxStatus status;
  private final boolean started;

  RunningSandbox(SandboxSpec spec, BinarySet binaries, SandboxStatus status, boolean started) {
    this.spec = spec;
    this.binaries = binaries;
    this.status = status;
    this.started = started;
  }

  /** Returns whether it was started now; false if it ran already. */
  public boolean started() {
    return started;
  }

  /** Returns how it was when it had come up, or was found. */
  public SandboxStatus status() {
    return status;
  }

  /** Returns the kubeconfig file to reach it with. */
  public Path kubeconfig() {
    return spec.directory().kubeconfig();
  }

  /** Returns the name of the context in the kubeconfig. */
  public String context() {
    return spec.context();
  }

  /** Returns its programs, kubectl and helm among them. */
  public BinarySet binaries() {
    return binaries;
  }

  @Override
  public void close() {
    if (started) {
      Sandboxes.down(spec, Progress.silent());
    }
  }
}
