package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.schema.Durations;
import io.deployctl.core.spi.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
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
   * @throws IOException when no whole answer came in time; its message says what happened, and
   *     holds nothing of what was sent
   * @throws InterruptedException when a stop was asked for
   */
  Answer send(Scenario.Call call, Substitution substitution, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest request = request(call, substitution);
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(request, info -> new BoundedBody());
    Runnable abort = () -> future.cancel(true);
    cancellation.onStop(abort);
    try {
      HttpResponse<byte[]> response = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return answer(response, Duration.ofNanos(System.nanoTime() - start));
    } catch (TimeoutException late) {
      throw new IOException("no whole answer within " + Durations.format(timeout), late);
    } catch (ExecutionException failed) {
      if (cancellation.isStopping()) {
        throw new InterruptedException("stopped");
      }
      throw new IOException(NoAnswer.reason(failed.getCause(), request.uri()), failed);
    } catch (CancellationException stopped) {
      throw new InterruptedException("stopped");
    } finally {
      cancellation.forget(abort);
      future.cancel(true);
    }
  }

  private HttpRequest request(Scenario.Call call, Substitution substitution) throws IOException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri(substitution.apply(call.path())));
    builder.setHeader("Accept", "*/*");
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
    if (call.body().isPresent()) {
      JsonNode tree = substitution.apply(call.body().get());
      builder.setHeader("Content-Type", call.json() ? "application/json" : "text/plain");
      body = HttpRequest.BodyPublishers.ofString(call.json() ? tree.toString() : tree.asText());
    }
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      try {
        builder.setHeader(header.getKey(), substitution.apply(header.getValue()));
      } catch (IllegalArgumentException unsendable) {
        throw new IOException("the header `" + header.getKey() + "` can't be sent as it is");
      }
    }
    return builder.method(call.method(), body).build();
  }

  private URI uri(String path) throws IOException {
    boolean whole = path.startsWith("http://") || path.startsWith("https://");
    String url = whole ? path : base + (path.startsWith("/") ? path : "/" + path);
    try {
      URI uri = URI.create(encode(url));
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below: the exception's own message repeats what may be a secret.
    }
    throw new IOException("the address that the request's path makes is no URL");
  }

  /** Encodes what no URL may contain, such as spaces of captured values, and nothing else. */
  private static String encode(String url) {
    StringBuilder encoded = new StringBuilder();
    url.codePoints()
        .forEach(
            point -> {
              if (point > ' ' && point < 127 && "\"<>\\^`{|}".indexOf(point) < 0) {
                encoded.appendCodePoint(point);
              } else {
                for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                  encoded.append("%%%02X".formatted(octet & 0xff));
                }
              }
            });
    return encoded.toString();
  }

  private static Answer answer(HttpResponse<byte[]> response, Duration took) {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return new Answer(
        response.statusCode(), headers, new String(response.body(), StandardCharsets.UTF_8), took);
  }
}
