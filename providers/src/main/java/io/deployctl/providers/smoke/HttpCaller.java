package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.spi.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests. The deadline is its own: the timeout of the JDK's client does not fire once
 * headers have come and the body stalls.
 */
final class HttpCaller {
  private final HttpClient client;
  private final String base;
  private final Cancellation cancellation;

  /**
   * Makes a caller.
   *
   * @param base what paths are put behind, such as {@code http://127.0.0.1:41234}
   */
  HttpCaller(HttpClient client, String base, Cancellation cancellation) {
    this.client = client;
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.cancellation = cancellation;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws IOException when no whole answer came in time; its message says what happened
   */
  Answer send(Scenario.Call call, Substitution substitution, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest request = request(call, substitution, timeout);
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(request, info -> new BoundedBody());
    Runnable abort = () -> future.cancel(true);
    cancellation.onStop(abort);
    try {
      HttpResponse<byte[]> response = future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return answer(response, Duration.ofNanos(System.nanoTime() - start));
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms", late);
    } catch (ExecutionException failed) {
      throw new IOException(reason(failed.getCause()), failed);
    } catch (java.util.concurrent.CancellationException stopped) {
      throw new InterruptedException("stopped");
    } finally {
      cancellation.forget(abort);
      future.cancel(true);
    }
  }

  private HttpRequest request(Scenario.Call call, Substitution substitution, Duration timeout)
      throws IOException {
    String path = substitution.apply(call.path());
    String url = path.contains("://") ? path : base + (path.startsWith("/") ? path : "/" + path);
    try {
      HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url)).timeout(timeout);
      builder.setHeader("Accept", "*/*");
      HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
      if (call.body().isPresent()) {
        JsonNode tree = substitution.apply(call.body().get());
        boolean text = tree.isTextual();
        builder.setHeader("Content-Type", text ? "text/plain" : "application/json");
        body = HttpRequest.BodyPublishers.ofString(text ? tree.asText() : tree.toString());
      }
      call.headers().forEach((name, value) -> builder.setHeader(name, substitution.apply(value)));
      return builder.method(call.method().toUpperCase(Locale.ROOT), body).build();
    } catch (IllegalArgumentException invalid) {
      throw new IOException("the request can't be made: " + invalid.getMessage(), invalid);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response, Duration took) {
    TreeMap<String, java.util.List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return new Answer(
        response.statusCode(), headers, new String(response.body(), StandardCharsets.UTF_8), took);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof java.net.ConnectException) {
      return "connection refused";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
