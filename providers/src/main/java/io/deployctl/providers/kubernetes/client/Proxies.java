package io.deployctl.providers.kubernetes.client;

import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether the server is reached through a proxy, by kubectl's rule: the kubeconfig's {@code
 * proxy-url} first, then {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}.
 */
final class Proxies {
  private Proxies() {}

  /** Sets the proxy in the library's configuration, or that there is none. */
  static void apply(Access access, Map<String, String> environment, Config config) {
    URI server = URI.create(access.server());
    Optional<String> proxy = choose(access, server, environment);
    proxy.ifPresent(address -> refuseUnknown(access, address));
    boolean https = "https".equalsIgnoreCase(server.getScheme());
    if (proxy.isPresent() && https) {
      config.setHttpsProxy(proxy.get());
    } else {
      proxy.ifPresent(config::setHttpProxy);
    }
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

  private static void refuseUnknown(Access access, String address) {
    String scheme = Optional.ofNullable(URI.create(address).getScheme()).orElse("");
    if (!scheme.startsWith("http")) {
      throw ClientConfigs.unsupported(
          access, "proxy-url: " + scheme + "://...", "use an HTTP proxy instead");
    }
    if (URI.create(address).getPort() < 0) {
      throw ClientConfigs.unsupported(
          access, "proxy", "give the proxy's address with its port, as in `http://proxy:3128`");
    }
  }
}
