package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
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
    Optional<TokenSource> tokens = tokens(access, pod, credential);
    minds(access);
    Reach reach = Reach.of(access, request.environment());
    try {
      KubernetesClient client = client(access, reach, tokens, credential);
      return connect(access, reach, client, tokens);
    } catch (RuntimeException failed) {
      reach.close();
      throw failed;
    }
  }

  private Cluster connect(
      Access access, Reach reach, KubernetesClient client, Optional<TokenSource> tokens) {
    try {
      Transport transport =
          new Transport(client.getHttpClient(), reach.server(), request.timeout(), tokens);
      Target target = target(access, transport);
      Patience patience = new Patience(READ_ATTEMPTS, request.timeout());
      ApiWarnings warnings = new ApiWarnings();
      ApiCalls calls =
          new ApiCalls(transport, patience, warnings.andThen(request.warnings())::accept);
      return new ConnectedCluster(access, target, client, calls, reach, warnings);
    } catch (RuntimeException failed) {
      client.close();
      throw failed;
    }
  }

  /** Without the check, whoever stands in between reads the credentials and answers as it likes. */
  private void minds(Access access) {
    if (!access.cluster().path("insecure-skip-tls-verify").asBoolean(false)) {
      return;
    }
    if (request.strict()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "insecure-cluster",
                  access.contextName() + " does not check that the server is the cluster's")
              .detail("`insecure-skip-tls-verify: true` in `" + access.origin() + "`")
              .detail("the environment is protected")
              .hint("put the cluster's CA into the kubeconfig instead"));
    }
    request
        .warnings()
        .accept(
            new ApiWarning(
                access.server(),
                "its certificate is not checked, so that anybody in between can read and change"
                    + " everything: insecure-skip-tls-verify in "
                    + access.origin()));
  }

  private Optional<Credential> credential(Access access) {
    return access.user().path("exec") instanceof ObjectNode exec
        ? Optional.of(new CredentialPlugin(access, exec, request.processes()).fetch())
        : Optional.empty();
  }

  private Optional<TokenSource> tokens(
      Access access, InCluster pod, Optional<Credential> credential) {
    ObjectNode user = access.user();
    if (user.hasNonNull("tokenFile")) {
      return Optional.of(new FileToken(Path.of(user.get("tokenFile").asText()), System::nanoTime));
    }
    String fixed = user.path("token").asText("");
    if (!fixed.isEmpty()) {
      return Optional.of(
          new KubeconfigToken(
              fixed,
              () -> new AccessResolver(request, pod).resolve().user().path("token").asText("")));
    }
    return credential
        .filter(first -> first.token().isPresent())
        .map(
            first ->
                new PluginToken(
                    new CredentialPlugin(
                        access, (ObjectNode) user.get("exec"), request.processes()),
                    first,
                    clock));
  }

  private KubernetesClient client(
      Access access, Reach reach, Optional<TokenSource> tokens, Optional<Credential> credential) {
    Config config = ClientConfigs.of(access, reach, request.timeout(), tokens, credential);
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
    return new Target(id, withoutSlash(access.server()), access.context(), version(calls));
  }

  private static String withoutSlash(String server) {
    return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
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
