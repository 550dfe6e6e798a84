package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The service account that a pod runs as, by client-go's rule for a process in a pod. */
final class InCluster {
  /** Where the kubelet puts a service account's files. */
  static final Path DIRECTORY = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private final Map<String, String> environment;
  private final Path directory;

  InCluster(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /** Returns the access, or empty where this is no pod. */
  Optional<Access> access() {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
    Path token = directory.resolve("token");
    if (host.isEmpty() || port.isEmpty() || !Files.isRegularFile(token)) {
      return Optional.empty();
    }
    String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    ObjectNode cluster = Json.object().put("server", server);
    bytes("ca.crt")
        .ifPresent(
            ca ->
                cluster.put("certificate-authority-data", Base64.getEncoder().encodeToString(ca)));
    ObjectNode user = Json.object().put("tokenFile", token.toString());
    String namespace =
        bytes("namespace").map(b -> new String(b, StandardCharsets.UTF_8).strip()).orElse("");
    return Optional.of(
        new Access(Optional.empty(), server, namespace, cluster, user, directory.toString()));
  }

  private Optional<byte[]> bytes(String name) {
    try {
      return Optional.of(Files.readAllBytes(directory.resolve(name)));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
