package io.deployctl.providers.kubernetes.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether the server is reached through a proxy, by kubectl's rule: the kubeconfig's {@code
 * proxy-url} first, then {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}.
 */
final class Proxies {
  private static final Set<String> KNOWN = Set.of("http", "https", "socks5", "socks5h");

  private Proxies() {}

  /** Returns the proxy, or empty where the server is reached directly. */
  static Optional<URI> choose(Access access, Map<String, String> environment) {
    URI server = URI.create(access.server());
    return choose(access, server, environment).map(address -> checked(access, address));
  }

  private static Optional<String> choose(
      Access access, URI server, Map<String, String> environment) {
    String own = access.cluster().path("proxy-url").asText("");
    if (!own.isEmpty()) {
      return Optional.of(own);
    }
    String host = Optional.ofNullable(server.getHost()).orElse("");
    String scheme = "https".equalsIgnoreCase(server.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
    Optional<String> named = variable(environment, scheme);
    return isLocal(host) || isExempt(host, variable(environment, "NO_PROXY").orElse(""))
        ? Optional.empty()
        : named.map(address -> address.contains("://") ? address : "http://" + address);
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static boolean isExempt(String host, String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> matches(host.toLowerCase(Locale.ROOT), entry.toLowerCase(Locale.ROOT)));
  }

  private static boolean matches(String host, String entry) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') > 0) {
      return Subnet.parse(entry).map(subnet -> subnet.contains(host)).orElse(false);
    }
    String domain = entry.startsWith("*.") ? entry.substring(1) : entry;
    return domain.startsWith(".")
        ? host.endsWith(domain)
        : host.equals(domain) || host.endsWith("." + domain);
  }

  private static URI checked(Access access, String address) {
    try {
      URI proxy = new URI(address);
      String scheme = Optional.ofNullable(proxy.getScheme()).orElse("");
      if (proxy.getHost() == null || !KNOWN.contains(scheme)) {
        throw ClientConfigs.unsupported(
            access,
            "proxy-url: " + scheme + "://...",
            "give the proxy's address as in `http://proxy:3128` or `socks5://proxy:1080`");
      }
      if (proxy.getPort() < 0 && scheme.equals("http")) {
        throw ClientConfigs.unsupported(
            access, "proxy", "give the proxy's address with its port, as in `http://proxy:3128`");
      }
      return proxy;
    } catch (URISyntaxException malformed) {
      // What it says can hold a password, so that it is not repeated.
      throw ClientConfigs.unsupported(
          access, "proxy", "it is no address; write `http://proxy:3128`");
    }
  }
}
