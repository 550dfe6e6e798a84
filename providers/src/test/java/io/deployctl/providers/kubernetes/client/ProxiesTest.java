package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy, if any. */
class ProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, '', http://proxy:3128",
    "https://api.example.com, example.com, ",
    "https://api.example.com, .example.com, ",
    "https://api.example.com, '*.example.com', ",
    "https://example.com, .example.com, http://proxy:3128",
    "https://notexample.com, example.com, http://proxy:3128",
    "https://api.example.com, '*', ",
    "https://10.1.2.3:6443, 10.1.0.0/16, ",
    "https://10.2.2.3:6443, 10.1.0.0/16, http://proxy:3128",
    "https://[fd00::5]:6443, fd00::/8, ",
    "https://10.1.2.3:6443, 'bad/entry, 10.1.2.0/99', http://proxy:3128",
    "https://127.0.0.1:6443, '', ",
    "https://localhost:6443, '', "
  })
  void exceptionsAreThoseOfNoProxy(String server, String noProxy, String expected) {
    String proxy =
        apply(server, "", Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", noProxy));

    assertThat(proxy).isEqualTo(expected);
  }

  @Test
  void smallLettersAndMissingSchemeWork() {
    assertThat(apply("https://api.example.com", "", Map.of("https_proxy", "proxy:3128")))
        .isEqualTo("http://proxy:3128");
  }

  @Test
  void kubeconfigBeatsTheEnvironment() {
    String proxy =
        apply(
            "https://127.0.0.1",
            "http://tunnel:8080",
            Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", "*"));

    assertThat(proxy).isEqualTo("http://tunnel:8080");
  }

  @Test
  void proxyThatCanNotBeFollowedIsRefused() {
    for (String address : new String[] {"ftp://proxy:1080", "http://proxy", "http://[proxy"}) {
      assertThat(
              catchThrowableOfType(
                  DeployctlException.class, () -> apply("https://c", address, Map.of())))
          .extracting(refused -> refused.diagnostics().get(0).code())
          .isEqualTo("unsupported-kubeconfig");
    }
  }

  private static String apply(String server, String proxyUrl, Map<String, String> environment) {
    Access access =
        new Access(
            Optional.of("c"),
            server,
            "",
            Json.object().put("proxy-url", proxyUrl),
            Json.object(),
            "kubeconfig");
    return Proxies.choose(access, environment).map(URI::toString).orElse(null);
  }
}
