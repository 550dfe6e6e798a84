package io.deployctl.providers.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what kwok is to do: its stages, what logs answer, and where port-forwards go. */
final class KwokConfiguration {
  private static final List<String> STAGES =
      List.of("node-stages.yaml", "pod-stages.yaml", "address-stages.yaml", "volume-stages.yaml");
  private static final ObjectMapper JSON = new ObjectMapper();

  private KwokConfiguration() {}

  /** Writes the file for the forwards; the log file is what every container's log shows. */
  static void write(SandboxDirectory directory, List<Forward> forwards) throws IOException {
    List<String> documents = new ArrayList<>();
    for (String name : STAGES) {
      documents.add(resource(name));
    }
    documents.add(logs(directory));
    for (Map.Entry<String, List<Forward>> entry : byNamespace(forwards).entrySet()) {
      documents.add(forwards(entry.getKey(), entry.getValue()));
    }
    directory.write(directory.kwokConfiguration(), String.join("\n---\n", documents));
  }

  private static Map<String, List<Forward>> byNamespace(List<Forward> forwards) {
    Map<String, List<Forward>> groups = new LinkedHashMap<>();
    forwards.forEach(
        forward ->
            groups.computeIfAbsent(forward.namespace(), name -> new ArrayList<>()).add(forward));
    return groups;
  }

  private static String logs(SandboxDirectory directory) throws IOException {
    String file = directory.containerLog().toString();
    return document(
        "ClusterLogs",
        "containers",
        Map.of("logs", List.of(Map.of("logsFile", file, "previousLogsFile", file))));
  }

  private static String forwards(String namespace, List<Forward> forwards) throws IOException {
    List<Map<String, Object>> targets = new ArrayList<>();
    for (Forward forward : forwards) {
      targets.add(
          Map.of(
              "ports",
              List.of(forward.port()),
              "target",
              Map.of("address", forward.address(), "port", forward.target())));
    }
    return document(
        "ClusterPortForward",
        namespace,
        Map.of("selector", Map.of("matchNamespaces", List.of(namespace)), "forwards", targets));
  }

  private static String document(String kind, String name, Map<String, Object> spec)
      throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "apiVersion",
            "kwok.x-k8s.io/v1alpha1",
            "kind",
            kind,
            "metadata",
            Map.of("name", name),
            "spec",
            spec));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = KwokConfiguration.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program is incomplete: " + name + " is missing in it");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
