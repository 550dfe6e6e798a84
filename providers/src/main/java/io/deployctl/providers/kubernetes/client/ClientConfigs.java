package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the library's configuration from an access. Nothing is read from the process: the library's
 * own autoconfiguration stays off.
 */
final class ClientConfigs {
  private static final int MAX_CONNECT_MILLIS = 10_000;

  private ClientConfigs() {}

  /**
   * Returns the configuration.
   *
   * @param reach how the server is reached
   * @param tokens gives tokens that change; empty where the access has none or a fixed one
   * @param credential what a plugin answered, where it answered a certificate
   */
  static Config of(
      Access access,
      Reach reach,
      Duration timeout,
      Optional<TokenSource> tokens,
      Optional<Credential> credential) {
    ObjectNode cluster = access.cluster();
    if (access.user().has("username") || access.user().has("password")) {
      throw unsupported(
          access,
          "username and password",
          "Kubernetes takes none since 1.19: use a token, a certificate or a credential plugin");
    }
    boolean insecure = cluster.path("insecure-skip-tls-verify").asBoolean(false);
    ConfigBuilder builder =
        new ConfigBuilder(Config.empty())
            .withAutoConfigure(false)
            .withMasterUrl(reach.server())
            .withNamespace(access.namespace().isEmpty() ? "default" : access.namespace())
            .withTrustCerts(insecure)
            .withDisableHostnameVerification(insecure)
            .withUserAgent("deployctl")
            // Refused credentials end an HTTP/2 connection before its answer is read, and a dead
            // one stays in the pool of Java 17 with everything that is sent after.
            .withHttp2Disable(true)
            // Which protocols there are is FaithfulHttp's to say.
            .withTlsVersions()
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) Math.min(Integer.MAX_VALUE, timeout.toMillis()))
            .withConnectionTimeout((int) Math.min(MAX_CONNECT_MILLIS, timeout.toMillis()));
    text(cluster, "certificate-authority-data").ifPresent(builder::withCaCertData);
    Config config = builder.build();
    credentials(access.user(), tokens, credential, config);
    boolean https = reach.server().startsWith("https:");
    reach.proxy().ifPresent(https ? config::setHttpsProxy : config::setHttpProxy);
    return config;
  }

  private static void credentials(
      ObjectNode user,
      Optional<TokenSource> tokens,
      Optional<Credential> credential,
      Config config) {
    text(user, "client-certificate-data").ifPresent(config::setClientCertData);
    text(user, "client-key-data").ifPresent(key -> setKey(config, key));
    credential
        .flatMap(Credential::certificate)
        .ifPresent(pem -> config.setClientCertData(encode(pem)));
    credential.flatMap(Credential::key).ifPresent(key -> setKey(config, encode(key.reveal())));
    if (tokens.isPresent()) {
      config.setOauthTokenProvider(tokens.get());
    } else {
      text(user, "token").ifPresent(config::setOauthToken);
    }
    if (user.path("auth-provider") instanceof ObjectNode provider) {
      authProvider(provider, config);
    }
    text(user, "as").ifPresent(config::setImpersonateUsername);
    List<String> groups = new ArrayList<>();
    user.path("as-groups").forEach(group -> groups.add(group.asText()));
    if (!groups.isEmpty()) {
      config.setImpersonateGroups(groups.toArray(String[]::new));
    }
  }

  /** The old way of OpenID Connect; the library renews its token. */
  private static void authProvider(ObjectNode provider, Config config) {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> setting : provider.path("config").properties()) {
      settings.put(setting.getKey(), setting.getValue().asText());
    }
    AuthProviderConfig model = new AuthProviderConfig();
    model.setName(provider.path("name").asText());
    model.setConfig(settings);
    config.setAuthProvider(model);
    config.setAutoOAuthToken(
        settings.getOrDefault("access-token", settings.getOrDefault("id-token", "")));
  }

  private static void setKey(Config config, String base64) {
    config.setClientKeyData(base64);
    String pem = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    config.setClientKeyAlgo(pem.contains("BEGIN EC PRIVATE KEY") ? "EC" : "RSA");
  }

  private static String encode(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> text(ObjectNode node, String key) {
    return Optional.of(node.path(key).asText("")).filter(text -> !text.isEmpty());
  }

  /** Returns the refusal of something that the kubeconfig asks for and that can't be done. */
  static DeployctlException unsupported(Access access, String what, String advice) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "unsupported-kubeconfig",
                "connecting through "
                    + access.contextName()
                    + ": its `"
                    + what
                    + "` can't be followed")
            .hint(advice));
  }
}
