package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes kubeconfigs and accounts for tests. */
public final class Kubeconfigs {
  private static final ApiResource ACCOUNTS =
      new ApiResource("v1", "ServiceAccount", "serviceaccounts", true);

  private Kubeconfigs() {}

  /** Writes a kubeconfig of the given text and returns it. */
  public static Path write(Path directory, String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "kubeconfig", ".yaml"), text);
  }

  /** Returns a kubeconfig like the given one, but with a service account's token instead. */
  public static Path ofServiceAccount(
      Cluster admin, Path kubeconfig, String namespace, String name, Path directory)
      throws IOException {
    ObjectNode account = Json.object().put("apiVersion", "v1").put("kind", "ServiceAccount");
    account.putObject("metadata").put("name", name);
    if (admin.get(ACCOUNTS, namespace, name).isEmpty()) {
      admin.create(ACCOUNTS, namespace, account);
    }
    ObjectNode request =
        Json.object().put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    request.putObject("spec");
    ApiResource tokens =
        new ApiResource("v1", "TokenRequest", "serviceaccounts/" + name + "/token", true);
    String token = admin.create(tokens, namespace, request).path("status").path("token").asText();
    return withUser(kubeconfig, Json.object().put("token", token), directory);
  }

  /** Returns a kubeconfig for the same server with another user. */
  public static Path withUser(Path kubeconfig, ObjectNode user, Path directory) throws IOException {
    Access access =
        new AccessResolver(
                TestClusters.request(kubeconfig, Optional.empty(), Optional.empty()),
                new InCluster(java.util.Map.of(), directory))
            .resolve();
    Access other =
        new Access(access.context(), access.server(), "", access.cluster(), user, access.origin());
    return KubeconfigWriter.write(other, Files.createTempDirectory(directory, "user"), "default");
  }
}
