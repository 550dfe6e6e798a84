package io.deployctl.providers.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks one sandbox's API server, and trusts no other. */
final class ApiServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client;
  private final String address;
  private final String token;

  /** Makes one for the server on that port of loopback, whose certificates are given as PEM. */
  ApiServer(int port, String token, byte[] certificates) throws IOException {
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(trusting(certificates))
            .build();
    this.address = "https://127.0.0.1:" + port;
    this.token = token;
  }

  /** Returns whether the server says that it is ready; false if it can't be reached. */
  boolean ready() throws InterruptedException {
    try {
      return send(request("/readyz").GET()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the object or list at the path; a missing node if there is none. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request(path).GET());
    if (response.statusCode() == 404) {
      return JSON.missingNode();
    }
    return JSON.readTree(checked(response, "reading " + path).body());
  }

  /** Makes the object at the path be as given, by server-side apply. */
  void apply(String path, JsonNode object) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path + "?fieldManager=deployctl-sandbox&force=true")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(object.toString()));
    checked(send(request), "applying " + path);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  /** The request's own timeout ends with the response's head, so the body gets one here. */
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the API server did not answer: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("the API server did not answer in time", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static HttpResponse<String> checked(HttpResponse<String> response, String doing)
      throws IOException {
    if (response.statusCode() / 100 != 2) {
      String body = response.body();
      throw new IOException(
          "the API server refused "
              + doing
              + " with status "
              + response.statusCode()
              + ": "
              + body.substring(0, Math.min(300, body.length())));
    }
    return response;
  }

  private static SSLContext trusting(byte[] certificates) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(certificates))) {
        store.setCertificateEntry("sandbox-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the API server's certificates cannot be read: " + e.getMessage(), e);
    }
  }
}
