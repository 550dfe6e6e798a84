package io.deployctl.providers.kubernetes.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that behaves as badly as a test asks it to. */
final class FakeApiServer implements AutoCloseable {
  /** Answers one request. */
  @FunctionalInterface
  interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private static final String KUBE_SYSTEM =
      """
      {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "kube-system", "uid": "the-uid"}}
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::dispatch);
    on("/api/v1/namespaces/kube-system", answer(200, KUBE_SYSTEM));
    on("/version", answer(200, "{\"gitVersion\": \"v1.34.4\"}"));
    server.start();
  }

  FakeApiServer on(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns method and address of each request so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  long count(String methodAndPath) {
    return requests.stream().filter(request -> request.startsWith(methodAndPath)).count();
  }

  Path kubeconfig(Path directory, String user) throws IOException {
    return Files.writeString(
        directory.resolve("fake-kubeconfig"),
        """
        current-context: fake
        contexts: [{name: fake, context: {cluster: fake, user: fake}}]
        clusters: [{name: fake, cluster: {server: "%s"}}]
        users: [{name: fake, user: %s}]
        """
            .formatted(address(), user));
  }

  Cluster connect(Path directory, Duration timeout) throws IOException {
    ClusterRequest base = TestClusters.request(kubeconfig(directory, "{token: a-token}"));
    return new ClusterConnector(
            new ClusterRequest(
                base.environment(),
                base.userHome(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                timeout,
                base.processes(),
                base.warnings()))
        .connect();
  }

  static Handler answer(int code, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Answers with each of the handlers in turn, and with the last one from then on. */
  static Handler turns(Handler... each) {
    int[] next = {0};
    return exchange -> {
      Handler handler;
      synchronized (next) {
        handler = each[Math.min(next[0]++, each.length - 1)];
      }
      handler.handle(exchange);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void dispatch(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      exchange.getRequestBody().readAllBytes();
      Handler handler = handlers.get(exchange.getRequestURI().getPath());
      (handler == null ? answer(404, "{}") : handler).handle(exchange);
    }
  }
}
