package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Writes kubeconfig files: one context, its certificate inside, so that a copy works as well. */
final class Kubeconfig {
  private Kubeconfig() {}

  /** Writes the file to be used by the one who bears the token. */
  static void write(SandboxDirectory directory, Path file, String context, int port, String token)
      throws IOException {
    byte[] certificates = Files.readAllBytes(directory.certificates());
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: %1$s
          cluster:
            server: https://127.0.0.1:%2$d
            certificate-authority-data: %3$s
        users:
        - name: %1$s
          user:
            token: %4$s
        contexts:
        - name: %1$s
          context:
            cluster: %1$s
            user: %1$s
        current-context: %1$s
        """
            .formatted(context, port, Base64.getEncoder().encodeToString(certificates), token);
    directory.write(file, text);
  }
}
