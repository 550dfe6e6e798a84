package io.deployctl.providers.secret;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks Vault, within bounds of time and size. */
final class VaultClient {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final Duration patience;
  private final Cancellation cancellation;

  /**
   * Makes a client.
   *
   * @param patience how long an answer may take, to its last byte
   */
  VaultClient(Duration patience, Cancellation cancellation) {
    this.patience = patience;
    this.cancellation = cancellation;
  }

  /**
   * What to ask.
   *
   * @param address Vault's address
   * @param path what of it
   * @param token who asks
   * @param namespace in which of its namespaces
   * @param authority the file of the certificates to trust, where the platform's are not enough
   */
  record Request(
      String address,
      String path,
      SecretText token,
      Optional<String> namespace,
      Optional<String> authority) {}

  /**
   * What came back.
   *
   * @param status the status code
   * @param text the body
   */
  record Answer(int status, String text) {
    @Override
    public String toString() {
      return "answer " + status;
    }
  }

  /**
   * Asks.
   *
   * @param shown the secret's source and reference, for messages
   * @throws io.deployctl.core.diagnostic.DeployctlException when there is no answer in time
   */
  Answer get(String shown, Request request) {
    HttpRequest.Builder http = HttpRequest.newBuilder(uri(shown, request));
    http.header("X-Vault-Token", request.token().reveal()).header("X-Vault-Request", "true");
    request.namespace().ifPresent(name -> http.header("X-Vault-Namespace", name));
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER);
    request.authority().ifPresent(file -> client.sslContext(trusting(shown, file)));
    // A request's own timeout ends with the headers; this one covers the body too.
    CompletableFuture<Answer> answer =
        client
            .build()
            .sendAsync(http.build(), HttpResponse.BodyHandlers.ofInputStream())
            .thenApply(response -> new Answer(response.statusCode(), body(response.body())));
    Runnable abort = () -> answer.cancel(true);
    cancellation.onAbort(abort);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw SecretSource.refuse(
          shown,
          "Vault did not answer within " + patience.toSeconds() + " s",
          "See that " + request.address() + " can be reached");
    } catch (ExecutionException failed) {
      throw SecretSource.refuse(
          shown,
          "Vault at " + request.address() + " can't be reached: " + reason(failed.getCause()),
          "Check VAULT_ADDR, and VAULT_CACERT if its certificate is of your own authority");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw SecretSource.refuse(shown, "it was interrupted", "Run the command again");
    } finally {
      cancellation.forget(abort);
    }
  }

  private static URI uri(String shown, Request request) {
    try {
      URI address = URI.create(request.address().replaceAll("/+$", "") + request.path());
      if (address.getHost() != null && address.getScheme().matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException invalid) {
      // What follows says so.
    }
    throw SecretSource.refuse(
        shown, "VAULT_ADDR is no address", "Set it to an address such as https://vault:8200");
  }

  private static String body(InputStream stream) {
    try (stream) {
      return new String(stream.readNBytes(SecretSources.MAXIMUM_BYTES * 2), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private static SSLContext trusting(String shown, String file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException broken) {
      throw SecretSource.refuse(
          shown,
          "the certificates in VAULT_CACERT can't be read: " + reason(broken),
          "Set it to a file of certificates in PEM form");
    }
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
