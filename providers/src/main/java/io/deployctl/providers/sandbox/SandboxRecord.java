package io.deployctl.providers.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * What is kept about a sandbox that came up. Written last, so that a directory without it is one
 * that never did.
 *
 * @param version the version of this record's form, 1
 * @param kubernetes the version of Kubernetes, such as {@code v1.34.4}
 * @param etcd the version of etcd
 * @param kwok the version of kwok
 * @param startedAt when it came up, in ISO 8601
 * @param apiServerPort where the API server listens on loopback
 * @param kubeletPort where kwok answers for the kubelets
 * @param nodes how many nodes were made
 * @param forwards the forwards, as {@link Forward#parse} reads them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SandboxRecord(
    int version,
    String kubernetes,
    String etcd,
    String kwok,
    String startedAt,
    int apiServerPort,
    int kubeletPort,
    int nodes,
    List<String> forwards) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes absent lists empty. */
  SandboxRecord {
    forwards = forwards == null ? List.of() : List.copyOf(forwards);
  }

  /** Reads the record; nothing if there is none, or none that this version understands. */
  static Optional<SandboxRecord> read(SandboxDirectory directory) {
    try {
      byte[] text = Files.readAllBytes(directory.stateFile());
      return Optional.ofNullable(JSON.readValue(text, SandboxRecord.class))
          .filter(SandboxRecord::sound);
    } catch (IOException | DeployctlException e) {
      return Optional.empty();
    }
  }

  private boolean sound() {
    forwards.forEach(Forward::parse);
    boolean versions = kubernetes != null && etcd != null && kwok != null;
    return version == 1 && versions && port(apiServerPort) && port(kubeletPort);
  }

  private static boolean port(int number) {
    return number > 0 && number <= 65_535;
  }

  void write(SandboxDirectory directory) throws IOException {
    directory.write(directory.stateFile(), JSON.writeValueAsString(this) + "\n");
  }

  /** Returns the same with that many nodes and those forwards. */
  SandboxRecord with(int number, List<Forward> these) {
    List<String> texts = these.stream().map(Forward::toString).toList();
    return new SandboxRecord(
        version, kubernetes, etcd, kwok, startedAt, apiServerPort, kubeletPort, number, texts);
  }

  /** Returns the version of the component's program. */
  String version(Component component) {
    return switch (component) {
      case ETCD -> etcd;
      case KWOK -> kwok;
      case API_SERVER, CONTROLLER_MANAGER, SCHEDULER -> kubernetes;
    };
  }

  Ports ports() {
    return new Ports(apiServerPort, kubeletPort);
  }
}
