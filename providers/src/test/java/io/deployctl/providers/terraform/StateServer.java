package io.deployctl.providers.terraform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Keeps one state for Terraform's own {@code http} backend, and can refuse to. */
final class StateServer implements AutoCloseable {
  private final HttpServer server;
  private volatile byte[] state = {};
  private volatile boolean refusing;

  private StateServer(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a loopback port of its own. */
  static StateServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    StateServer states = new StateServer(server);
    server.createContext("/state", states::serve);
    server.start();
    return states;
  }

  /** Returns the root's block that makes it the backend. */
  String backend() {
    return """
        terraform {
          backend "http" {
            address   = "http://127.0.0.1:%d/state"
            retry_max = 0
          }
        }
        """
        .formatted(server.getAddress().getPort());
  }

  /** Has writes fail from now on, or not any more. */
  void refuseWrites(boolean refuse) {
    refusing = refuse;
  }

  /** Stores a state as {@code terraform state push} does. */
  void store(byte[] pushed) {
    state = pushed.clone();
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean write = exchange.getRequestMethod().equals("POST");
    if (write && refusing) {
      exchange.sendResponseHeaders(503, -1);
    } else if (write) {
      state = body;
      exchange.sendResponseHeaders(200, -1);
    } else if (state.length == 0) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      exchange.sendResponseHeaders(200, state.length);
      exchange.getResponseBody().write(state);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
