package io.deployctl.providers.kubernetes.client;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * One request and its whole answer, bounded in time and size. The request's own timeout ends when
 * the headers are there; a body that stalls after them is ended here.
 */
final class Exchange {
  private static final int LIMIT = 256 * 1024 * 1024;
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(500);

  private final HttpClient http;
  private final HttpRequest request;
  private final long deadline;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  /**
   * Makes one.
   *
   * @param deadline of {@link System#nanoTime()}, about when the request's own timeout ends it
   */
  Exchange(HttpClient http, HttpRequest request, long deadline) {
    this.http = http;
    this.request = request;
    this.deadline = deadline;
  }

  /** Returns the answer, or fails when there is none in time. */
  Answer run() throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<AsyncBody>> head = http.consumeBytes(request, this::receive);
    HttpResponse<AsyncBody> response;
    try {
      response = await(head);
    } catch (IOException | InterruptedException failed) {
      CompletableFuture<Void> unused = head.thenAccept(late -> late.body().cancel());
      head.cancel(true);
      throw failed;
    }
    try {
      response.body().consume();
      await(response.body().done());
    } catch (IOException | InterruptedException failed) {
      response.body().cancel();
      throw failed;
    }
    return answer(response);
  }

  private synchronized void receive(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      received.write(bytes, 0, bytes.length);
    }
    refuseIfTooLarge(received.size());
    body.consume();
  }

  private synchronized Answer answer(HttpResponse<AsyncBody> response) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    byte[] body = received.toByteArray();
    boolean zipped = headers.getOrDefault("content-encoding", List.of()).contains("gzip");
    return new Answer(response.code(), headers, zipped ? unzip(body) : body);
  }

  private static byte[] unzip(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(LIMIT + 1);
      refuseIfTooLarge(plain.length);
      return plain;
    }
  }

  private static void refuseIfTooLarge(int size) throws IOException {
    if (size > LIMIT) {
      throw new IOException("the answer is larger than 256 MiB");
    }
  }

  private <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
    try {
      long left = Math.max(1, deadline + GRACE - System.nanoTime());
      return future.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no whole answer in time");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IOException(cause);
    }
  }
}
