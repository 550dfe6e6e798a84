package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.plan.Target;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Connects to the cluster that a request asks for, and makes sure that it is that one. */
public final class ClusterConnector {
  private static final int READ_ATTEMPTS = 6;
  private static final int PROBE_ATTEMPTS = 2;
  private static final ApiResource NAMESPACES =
      new ApiResource("v1", "Namespace", "namespaces", false);

  private final ClusterRequest request;
  private final Path serviceAccount;
  private final Clock clock;

  /** Makes a connector for the request. */
  public ClusterConnector(ClusterRequest request) {
    this(request, InCluster.DIRECTORY, Clock.systemUTC());
  }

  ClusterConnector(ClusterRequest request, Path serviceAccount, Clock clock) {
    this.request = request;
    this.serviceAccount = serviceAccount;
    this.clock = clock;
  }

  /**
   * Connects.
   *
   * @return the cluster, which the caller closes
   * @throws DeployctlException when there is none, it can't be reached, it does not take the
   *     credentials, or it is not the expected one
   */
  public Cluster connect() {
    InCluster pod = new InCluster(request.environment(), serviceAccount);
    Access access = new AccessResolver(request, pod).resolve();
    Optional<Credential> credential = credential(access);
    Optional<TokenSource> tokens = tokens(access, credential);
    KubernetesClient client = client(access, tokens, credential);
    try {
      Transport transport =
          new Transport(client.getHttpClient(), access.server(), request.timeout(), tokens);
      Target target = target(access, transport);
      Patience patience = new Patience(READ_ATTEMPTS, request.timeout());
      ApiCalls calls = new ApiCalls(transport, patience, request.warnings());
      return new ConnectedCluster(access, target, client, calls);
    } catch (RuntimeException failed) {
      client.close();
      throw failed;
    }
  }

  private Optional<Credential> credential(Access access) {
    return access.user().path("exec") instanceof ObjectNode exec
        ? Optional.of(new CredentialPlugin(access, exec, request.processes()).fetch())
        : Optional.empty();
  }

  private Optional<TokenSource> tokens(Access access, Optional<Credential> credential) {
    ObjectNode user = access.user();
    if (user.hasNonNull("tokenFile")) {
      return Optional.of(new FileToken(Path.of(user.get("tokenFile").asText()), System::nanoTime));
    }
    return credential
        .filter(first -> first.token().isPresent() && user.path("token").asText("").isEmpty())
        .map(
            first ->
                new PluginToken(
                    new CredentialPlugin(
                        access, (ObjectNode) user.get("exec"), request.processes()),
                    first,
                    clock));
  }

  private KubernetesClient client(
      Access access, Optional<TokenSource> tokens, Optional<Credential> credential) {
    Config config =
        ClientConfigs.of(access, request.environment(), request.timeout(), tokens, credential);
    try {
      return new KubernetesClientBuilder()
          .withConfig(config)
          .withHttpClientFactory(new FaithfulHttp())
          .build();
    } catch (KubernetesClientException | IllegalArgumentException refused) {
      throw ConnectFailures.badCredentials(access, refused);
    }
  }

  /** Two answers are asked for: one needs the credentials, the other names the version. */
  private Target target(Access access, Transport transport) {
    Duration budget = request.timeout();
    Patience patience = new Patience(PROBE_ATTEMPTS, budget);
    ApiCalls calls = new ApiCalls(transport, patience, request.warnings());
    ClusterIdentity identity = ClusterIdentity.of(kubeSystem(access, calls), access);
    String id = identity.id(access);
    request.clusterId().ifPresent(expected -> identity.require(expected, access));
    return new Target(id, transport.server(), access.context(), version(calls));
  }

  private Optional<ObjectNode> kubeSystem(Access access, ApiCalls calls) {
    try {
      String path = Paths.of(NAMESPACES, "", "kube-system");
      return Optional.of(calls.read(path, Map.of(), NAMESPACES));
    } catch (ApiFailure failure) {
      if (failure.code() == 403 || failure.code() == 404) {
        return Optional.empty();
      }
      throw ConnectFailures.of(access, failure, clock);
    }
  }

  private static Optional<String> version(ApiCalls calls) {
    try {
      return Json.parseObject(calls.raw("/version").body())
          .map(version -> version.path("gitVersion").asText(""))
          .filter(text -> !text.isEmpty());
    } catch (ApiFailure unknown) {
      return Optional.empty();
    }
  }
}
