package io.deployctl.providers.kubernetes.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy of a test that speaks HTTP and SOCKS 5, and leads to this machine whatever it is asked.
 */
final class ForwardingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final List<String> users = new CopyOnWriteArrayList<>();

  ForwardingProxy() throws IOException {
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Returns where clients wanted to. */
  List<String> targets() {
    return List.copyOf(targets);
  }

  /** Returns what clients signed in with. */
  List<String> users() {
    return List.copyOf(users);
  }

  /** Returns what a client of an address with that beginning has to sign in with. */
  List<String> expected(String beginning) {
    if (beginning.contains("user:")) {
      return List.of("user:pass@word");
    }
    return beginning.contains("u:p@") ? List.of("u:p") : List.of();
  }

  @Override
  public void close() throws IOException {
    listener.close();
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
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      int first = in.readUnsignedByte();
      String target = first == 5 ? socks(in, client.getOutputStream()) : http(in, client);
      targets.add(target);
      int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
      try (Socket server = new Socket("127.0.0.1", port)) {
        start(() -> pump(server, client));
        pump(client, server);
      }
    } catch (IOException ended) {
      // The client went away.
    }
  }

  private String http(DataInputStream in, Socket client) throws IOException {
    StringBuilder head = new StringBuilder("C");
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    head.toString()
        .lines()
        .filter(line -> line.startsWith("Proxy-Authorization: Basic "))
        .map(line -> line.substring("Proxy-Authorization: Basic ".length()))
        .forEach(pair -> users.add(new String(Base64.getDecoder().decode(pair))));
    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
    return head.toString().split(" ")[1];
  }

  private String socks(DataInputStream in, OutputStream out) throws IOException {
    byte[] methods = new byte[in.readUnsignedByte()];
    in.readFully(methods);
    out.write(new byte[] {5, methods[0]});
    if (methods[0] == 2) {
      in.readUnsignedByte();
      users.add(text(in) + ":" + text(in));
      out.write(new byte[] {1, 0});
    }
    in.readFully(new byte[4]);
    String host = text(in);
    int port = in.readUnsignedShort();
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    return host + ":" + port;
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedByte()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException ended) {
      // The other side went away.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "test-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
