package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.file.FileTrouble;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a kubeconfig for child processes. It is JSON, which every reader of YAML reads. */
final class KubeconfigWriter {
  /** The name of its only context, cluster and user. */
  private static final String NAME = "deployctl";

  private KubeconfigWriter() {}

  /** Writes the file, readable by its owner only from its first moment on, and returns it. */
  static Path write(Access access, Path directory, String namespace) {
    return write(kubeconfig(access, namespace), directory);
  }

  /** Writes a file that leads to no cluster. */
  static Path writeEmpty(Path directory) {
    return write(Json.object().put("apiVersion", "v1").put("kind", "Config"), directory);
  }

  private static Path write(ObjectNode kubeconfig, Path directory) {
    byte[] bytes = Json.write(kubeconfig).getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("kubeconfig");
    try {
      Files.deleteIfExists(file);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        channel.write(java.nio.ByteBuffer.wrap(bytes));
      }
      return file;
    } catch (IOException failed) {
      FileTrouble trouble = FileTrouble.of(failed, file);
      throw DeployctlException.failed(
          Diagnostic.error(
                  "unwritable",
                  "writing a kubeconfig for child processes: `" + file + "` can't be written")
              .detail(trouble.cause())
              .hint(trouble.remedy() + "; temporary files go where `TMPDIR` says"));
    }
  }

  private static ObjectNode kubeconfig(Access access, String namespace) {
    ObjectNode root = Json.object().put("apiVersion", "v1").put("kind", "Config");
    root.put("current-context", NAME);
    ObjectNode context = root.putArray("contexts").addObject().put("name", NAME);
    context.putObject("context").put("cluster", NAME).put("user", NAME).put("namespace", namespace);
    ObjectNode cluster = root.putArray("clusters").addObject().put("name", NAME);
    cluster.set("cluster", access.cluster());
    ObjectNode user = root.putArray("users").addObject().put("name", NAME);
    user.set("user", access.user());
    return root;
  }
}
