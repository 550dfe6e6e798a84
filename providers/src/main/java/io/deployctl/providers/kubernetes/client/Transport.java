package io.deployctl.providers.kubernetes.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends bytes to one API server over the library's HTTP client, which adds the credentials. A cap
 * holds back requests beyond what the server is asked for at once. For several threads.
 */
final class Transport {
  /** How many requests are under way at once; more gains nothing on a server of two cores. */
  static final int CAP = 32;

  private final HttpClient http;
  private final String base;
  private final Duration timeout;
  private final Optional<TokenSource> tokens;
  private final Semaphore slots = new Semaphore(CAP, true);

  Transport(HttpClient http, String server, Duration timeout, Optional<TokenSource> tokens) {
    this.http = http;
    this.base = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    this.timeout = timeout;
    this.tokens = tokens;
  }

  /** Returns the server's address without a slash at its end. */
  String server() {
    return base;
  }

  /**
   * Sends once; a second time only when the credentials were refused and there are others.
   *
   * @throws ApiFailure when no answer came
   */
  Answer send(Call call) {
    Answer answer = once(call);
    if (answer.code() == 401 && tokens.isPresent() && tokens.get().renew()) {
      return once(call);
    }
    return answer;
  }

  /** Sends a call that only reads, again and again while it may go through, within bounds. */
  Answer sendPatiently(Call call, Patience patience) {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> pause;
      try {
        Answer answer = send(call);
        pause = patience.afterAnswer(answer, attempt, elapsed(start));
        if (pause.isEmpty()) {
          return answer;
        }
      } catch (ApiFailure failure) {
        pause = patience.afterFailure(failure, attempt, elapsed(start));
        if (pause.isEmpty()) {
          throw failure;
        }
      }
      sleep(call, pause.get());
    }
  }

  private Answer once(Call call) {
    tokens.ifPresent(TokenSource::getToken);
    try {
      slots.acquire();
      try {
        long deadline = System.nanoTime() + timeout.toNanos();
        return new Exchange(http, request(call), deadline).run();
      } finally {
        slots.release();
      }
    } catch (IOException failed) {
      throw NoAnswer.failure(call, base, timeout, failed);
    } catch (InterruptedException stopped) {
      throw interrupted(call, stopped);
    }
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder builder = http.newHttpRequestBuilder();
    builder.uri(URI.create(base + encoded(call.path()) + call.query()));
    builder.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      builder.setHeader(header.getKey(), header.getValue());
    }
    call.body().ifPresent(body -> builder.method(call.method(), call.contentType(), body));
    return builder.build();
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("not a path: " + path, malformed);
    }
  }

  private static void sleep(Call call, Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      throw interrupted(call, stopped);
    }
  }

  private static ApiFailure interrupted(Call call, InterruptedException stopped) {
    Thread.currentThread().interrupt();
    ApiFailure failure =
        new ApiFailure(
            0, "Interrupted", call.describe() + ": interrupted while waiting", Optional.empty());
    failure.initCause(stopped);
    return failure;
  }

  private static Duration elapsed(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
