package io.deployctl.providers.sandbox;

import io.deployctl.providers.sandbox.SandboxStatus.Part;
import io.deployctl.providers.sandbox.SandboxStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Looks at a sandbox without touching it. */
final class Inspection {
  private Inspection() {}

  /** Returns how the sandbox is now. */
  static SandboxStatus inspect(SandboxSpec spec) throws InterruptedException {
    SandboxDirectory directory = spec.directory();
    Optional<SandboxRecord> known = SandboxRecord.read(directory);
    List<Part> parts = new ArrayList<>();
    for (Component component : Component.values()) {
      parts.add(part(directory, component, known));
    }
    return new SandboxStatus(
        spec.name(),
        state(directory, known, parts),
        directory.root(),
        known.map(kept -> directory.kubeconfig()),
        spec.context(),
        known.map(kept -> "https://127.0.0.1:" + kept.apiServerPort()),
        known.map(SandboxRecord::kubernetes),
        known.map(SandboxRecord::startedAt),
        known.map(SandboxRecord::nodes).orElse(0),
        known.map(SandboxRecord::forwards).orElse(List.of()),
        parts);
  }

  private static Part part(
      SandboxDirectory directory, Component component, Optional<SandboxRecord> known) {
    Optional<ProcessIdentity> process = Processes.recorded(directory, component);
    OptionalLong pid =
        process.map(identity -> OptionalLong.of(identity.pid())).orElse(OptionalLong.empty());
    OptionalInt port = known.map(kept -> port(kept.ports(), component)).orElse(OptionalInt.empty());
    return new Part(
        component.program(),
        known.map(kept -> kept.version(component)),
        process.isPresent(),
        pid,
        port,
        directory.log(component));
  }

  private static OptionalInt port(Ports ports, Component component) {
    return switch (component) {
      case API_SERVER -> OptionalInt.of(ports.apiServer());
      case KWOK -> OptionalInt.of(ports.kubelet());
      case ETCD, CONTROLLER_MANAGER, SCHEDULER -> OptionalInt.empty();
    };
  }

  private static State state(
      SandboxDirectory directory, Optional<SandboxRecord> known, List<Part> parts)
      throws InterruptedException {
    if (!directory.exists() && parts.stream().noneMatch(Part::running)) {
      return State.ABSENT;
    }
    boolean complete = known.isPresent() && parts.stream().allMatch(Part::running);
    return complete && answers(directory, known.get()) ? State.RUNNING : State.BROKEN;
  }

  /** The token is needed although readiness is public: strangers' connections are cut at once. */
  private static boolean answers(SandboxDirectory directory, SandboxRecord known)
      throws InterruptedException {
    try {
      byte[] certificates = Files.readAllBytes(directory.certificates());
      String token = Credentials.adminToken(directory);
      return new ApiServer(known.apiServerPort(), token, certificates).ready();
    } catch (IOException e) {
      return false;
    }
  }
}
