package io.deployctl.providers.kubernetes.client;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * The library's HTTP client, without redirects: they would carry the credentials elsewhere. Of the
 * platform's ciphers it prefers ChaCha20: Java's quick compiler has no instructions of its own for
 * AES-GCM, which then takes a third of the time of a large apply.
 */
final class FaithfulHttp extends JdkHttpClientFactory {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.followRedirects(HttpClient.Redirect.NEVER).sslParameters(parameters());
  }

  private static SSLParameters parameters() {
    String[] ciphers = platformCiphers();
    Arrays.sort(ciphers, Comparator.comparing(cipher -> !cipher.contains("_CHACHA20_")));
    return new SSLParameters(ciphers, PROTOCOLS);
  }

  /** Without any keys and authorities, which nobody needs for that and which take time to load. */
  private static String[] platformCiphers() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context.getDefaultSSLParameters().getCipherSuites();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has TLS", impossible);
    }
  }
}
