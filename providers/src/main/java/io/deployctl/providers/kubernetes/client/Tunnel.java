package io.deployctl.providers.kubernetes.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy on the loopback address that leads to one server and nowhere else, by a way of ours.
 * Java's HTTP client knows neither SOCKS nor a server that is called differently than it is named
 * in its certificate; it does know HTTP proxies, and this is one.
 */
final class Tunnel implements AutoCloseable {
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final int BACKLOG = 64;

  private final Route route;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Connects to the one server. */
  @FunctionalInterface
  interface Route {
    /** Returns a connection over which TLS can begin. */
    Socket open() throws IOException;
  }

  private Tunnel(Route route, ServerSocket listener) {
    this.route = route;
    this.listener = listener;
  }

  /** Opens one on a free port. */
  static Tunnel open(Route route) throws IOException {
    ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Tunnel tunnel = new Tunnel(route, listener);
    start(tunnel::accept);
    return tunnel;
  }

  /** Returns its address as that of a proxy. */
  String address() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(Tunnel::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client) {
      if (!readHead(client.getInputStream())) {
        answer(client, "405 Method Not Allowed");
        return;
      }
      lead(client);
    } catch (IOException broken) {
      // The HTTP client sees its connection end, and tells.
    } finally {
      open.remove(client);
    }
  }

  private void lead(Socket client) throws IOException {
    Socket server;
    try {
      server = route.open();
    } catch (IOException unreachable) {
      answer(client, "502 Bad Gateway");
      return;
    }
    open.add(server);
    try (server) {
      answer(client, "200 Connected");
      Thread back = start(() -> pump(server, client));
      pump(client, server);
      back.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(server);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // One side is gone, and so goes the other.
    } finally {
      closeQuietly(to);
    }
  }

  /** Returns whether a CONNECT was read; which host it names does not matter. */
  private static boolean readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    return head.toString().startsWith("CONNECT ");
  }

  private static void answer(Socket client, String status) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "deployctl-tunnel");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception closed) {
      // It was closed before.
    }
  }
}
