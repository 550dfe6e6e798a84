package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads one kubeconfig file. */
final class KubeconfigFile {
  private KubeconfigFile() {}

  /** Returns the file's content; an empty file is an empty kubeconfig, as kubectl has it. */
  static ObjectNode read(Path file) {
    List<YamlDocument> documents = documents(file);
    if (documents.isEmpty() || documents.get(0).isEmpty()) {
      return Json.object();
    }
    return Json.tree(documents.get(0).toTree())
        .orElseThrow(() -> notKubeconfig(file, documents.get(0).position()));
  }

  private static List<YamlDocument> documents(Path file) {
    byte[] bytes = bytes(file);
    try {
      return YamlReader.read(file.toString(), bytes, YamlSchema.KUBERNETES);
    } catch (DeployctlException malformed) {
      SourcePosition whole = SourcePosition.ofFile(file.toString());
      throw notKubeconfig(file, malformed.diagnostics().get(0).position().orElse(whole));
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > YamlSchema.KUBERNETES.maximumBytes()) {
        throw unreadable(file, "it is too large");
      }
      return Files.readAllBytes(file);
    } catch (AccessDeniedException denied) {
      throw unreadable(file, "permission denied");
    } catch (IOException broken) {
      throw unreadable(file, broken.getClass().getSimpleName());
    }
  }

  private static DeployctlException unreadable(Path file, String why) {
    return DeployctlException.invalid(
        Diagnostic.error("unreadable-kubeconfig", "reading the kubeconfig `" + file + "`: " + why)
            .hint("make it readable for you, or name another one in `KUBECONFIG`"));
  }

  /** The reader's own words can quote the file, which holds credentials: only the place is told. */
  private static DeployctlException notKubeconfig(Path file, SourcePosition position) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "invalid-kubeconfig", "reading the kubeconfig `" + file + "`: not valid YAML")
            .at(position)
            .hint("check the file with `kubectl config view`"));
  }
}
