package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Makes a kubeconfig's entries independent of the file they stand in. */
final class KubeconfigEntries {
  private static final List<String> FILES =
      List.of("certificate-authority", "client-certificate", "client-key");

  private KubeconfigEntries() {}

  /**
   * Returns the entry with the files that it names read in. A token file stays a file, with its
   * whole path, because its content is replaced while it is used.
   */
  static ObjectNode selfContained(Kubeconfig.Entry entry) {
    ObjectNode copy = entry.node().deepCopy();
    for (String key : FILES) {
      String data = key + "-data";
      String name = copy.path(key).asText("");
      copy.remove(key);
      if (!name.isEmpty() && copy.path(data).asText("").isEmpty()) {
        copy.put(data, read(entry.file(), key, name));
      }
    }
    if (copy.hasNonNull("tokenFile")) {
      copy.put("tokenFile", resolve(entry.file(), copy.get("tokenFile").asText()).toString());
    }
    if (copy.path("exec") instanceof ObjectNode exec) {
      String command = exec.path("command").asText("");
      if (command.contains("/")) {
        exec.put("command", resolve(entry.file(), command).toString());
      }
    }
    return copy;
  }

  private static Path resolve(Path kubeconfig, String name) {
    return kubeconfig.toAbsolutePath().resolveSibling(name).normalize();
  }

  private static String read(Path kubeconfig, String key, String name) {
    Path file = resolve(kubeconfig, name);
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "invalid-kubeconfig",
                  "reading the kubeconfig `"
                      + kubeconfig
                      + "`: the file of its `"
                      + key
                      + "` can't be read: `"
                      + file
                      + "`")
              .hint("put the file back, or have the cluster's tool write the kubeconfig again"));
    }
  }
}
