package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads one kubeconfig file. */
final class KubeconfigFile {
  private static final long LIMIT = 16L * 1024 * 1024;
  private static final YAMLMapper YAML = new YAMLMapper();

  private KubeconfigFile() {}

  /** Returns the file's content; an empty file is an empty kubeconfig, as kubectl has it. */
  static ObjectNode read(Path file) {
    try {
      if (Files.size(file) > LIMIT) {
        throw DeployctlException.invalid(
            Diagnostic.error(
                    "invalid-kubeconfig",
                    "reading the kubeconfig `" + file + "`: it is larger than 16 MiB")
                .hint("check that `KUBECONFIG` names the right file"));
      }
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      if (root == null || root.isMissingNode() || root.isNull()) {
        return Json.object();
      }
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw notKubeconfig(file, SourcePosition.ofFile(file.toString()));
    } catch (JsonProcessingException malformed) {
      throw notKubeconfig(file, position(file, malformed.getLocation()));
    } catch (AccessDeniedException denied) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "unreadable-kubeconfig",
                  "reading the kubeconfig `" + file + "`: permission denied")
              .hint("make it readable for you, or name another one in `KUBECONFIG`"));
    } catch (IOException broken) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "unreadable-kubeconfig",
                  "reading the kubeconfig `" + file + "`: " + broken.getMessage())
              .hint("check the file, or name another one in `KUBECONFIG`"));
    }
  }

  /** The parser's own message quotes the file, which holds credentials: it is left out. */
  private static DeployctlException notKubeconfig(Path file, SourcePosition position) {
    return DeployctlException.invalid(
        Diagnostic.error("invalid-kubeconfig", "reading the kubeconfig `" + file + "`: not YAML")
            .at(position)
            .hint("check the file with `kubectl config view`"));
  }

  private static SourcePosition position(Path file, JsonLocation location) {
    if (location == null || location.getLineNr() < 1) {
      return SourcePosition.ofFile(file.toString());
    }
    return new SourcePosition(
        file.toString(), location.getLineNr(), Math.max(0, location.getColumnNr()));
  }
}
