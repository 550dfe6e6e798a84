package io.deployctl.providers.kubernetes.client;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is reached: what Java's HTTP client can do by itself, it does; for the rest there is
 * a tunnel.
 *
 * @param server the server's address as the HTTP client gets it, by the name that is in its
 *     certificate
 * @param proxy the proxy that the HTTP client uses
 * @param tunnel what has to be closed with the connection
 */
record Reach(String server, Optional<String> proxy, Optional<Tunnel> tunnel)
    implements AutoCloseable {
  private static final int HTTPS = 443;

  /**
   * Returns the way to the access's server.
   *
   * @throws DeployctlException when the kubeconfig asks for a way that there is not
   */
  static Reach of(Access access, Map<String, String> environment) {
    Optional<URI> proxy = Proxies.choose(access, environment);
    URI server = URI.create(access.server());
    boolean https = "https".equalsIgnoreCase(server.getScheme());
    String name = https ? access.cluster().path("tls-server-name").asText("") : "";
    if (name.isEmpty() && proxy.map(Reach::isPlain).orElse(true)) {
      return new Reach(access.server(), proxy.map(URI::toString), Optional.empty());
    }
    int port = server.getPort() > 0 ? server.getPort() : HTTPS;
    String host = server.getHost().replaceAll("^\\[|]$", "");
    try {
      Tunnel tunnel = Tunnel.open(new ProxyRoute(proxy, host, port));
      String path = Optional.ofNullable(server.getRawPath()).orElse("");
      String seen = name.isEmpty() ? access.server() : "https://" + name + ":" + port + path;
      return new Reach(seen, Optional.of(tunnel.address()), Optional.of(tunnel));
    } catch (IOException noPort) {
      throw DeployctlException.failed(
          Diagnostic.error("cluster-unreachable", "opening a port for the connection failed")
              .detail(noPort.toString()));
    }
  }

  @Override
  public void close() {
    tunnel.ifPresent(Tunnel::close);
  }

  /** Java's client signs in at no proxy that it tunnels through, and speaks TLS to none. */
  private static boolean isPlain(URI proxy) {
    return "http".equals(proxy.getScheme()) && proxy.getRawUserInfo() == null;
  }
}
