package io.deployctl.providers.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class FaithfulHttpTest {
  @Test
  void redirectsAreNotFollowed() {
    assertThat(client().followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
  }

  @Test
  void everyCipherOfThePlatformIsOfferedChaChaFirst() throws Exception {
    String[] ciphers = client().sslParameters().getCipherSuites();

    assertThat(ciphers)
        .containsExactlyInAnyOrder(
            SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
    assertThat(ciphers[0]).contains("CHACHA20");
    assertThat(Arrays.stream(ciphers).dropWhile(cipher -> cipher.contains("_CHACHA20_")))
        .noneMatch(cipher -> cipher.contains("_CHACHA20_"));
  }

  @Test
  void onlySoundProtocolsAreSpoken() {
    assertThat(client().sslParameters().getProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
  }

  private static HttpClient client() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    new FaithfulHttp().additionalConfig(builder);
    return builder.build();
  }
}
