package io.deployctl.providers.smoke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on the loopback address that behaves, and misbehaves, by path. */
final class TestServer implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger tries = new AtomicInteger();

  TestServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException unexpected) {
      throw new java.io.UncheckedIOException(unexpected);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString();
      requests.add(exchange.getRequestMethod() + " " + path + (body.isEmpty() ? "" : " " + body));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      answer(exchange, path, body);
    }
  }

  private void answer(HttpExchange exchange, String path, String body) throws IOException {
    switch (path.replaceAll("\\?.*", "")) {
      case "/echo" -> send(exchange, 200, body);
      case "/token" -> {
        exchange.getResponseHeaders().set("X-Request-Id", "req-8271");
        send(exchange, 200, "{\"token\": \"tok-3141592\", \"id\": 42, \"none\": null}");
      }
      case "/authorized" -> {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        send(exchange, 403, "{\"refused\": \"" + authorization + " for " + path + "\"}");
      }
      case "/moved" -> {
        exchange.getResponseHeaders().set("Location", "/token");
        send(exchange, 302, "");
      }
      case "/third-time" ->
          send(exchange, tries.incrementAndGet() < 3 ? 503 : 200, "{\"status\": \"up\"}");
      case "/large" -> send(exchange, 200, "x".repeat((1 << 20) + 1));
      case "/stalls" -> {
        exchange.sendResponseHeaders(200, 1000);
        OutputStream out = exchange.getResponseBody();
        out.write("{\"half".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await();
      }
      case "/silent" -> await();
      case "/many-a" -> send(exchange, 200, "a".repeat(5000) + "!");
      case "/most-a" -> send(exchange, 200, "a".repeat(500_000) + "!");
      default -> send(exchange, 404, "{\"detail\": \"Not found\"}");
    }
  }

  private void await() {
    try {
      closing.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
