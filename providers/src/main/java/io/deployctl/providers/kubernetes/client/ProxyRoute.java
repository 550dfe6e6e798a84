package io.deployctl.providers.kubernetes.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * The way to a server, directly or through a proxy: SOCKS 5 (RFC 1928, RFC 1929), or CONNECT of an
 * HTTP proxy (RFC 9110). The proxy looks names up, as it does for kubectl.
 *
 * @param proxy the proxy; empty for the direct way
 * @param host the server's host
 * @param port the server's port
 */
record ProxyRoute(Optional<URI> proxy, String host, int port) implements Tunnel.Route {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SOCKS = 5;
  private static final int PASSWORD = 2;
  private static final int NAME = 3;

  @Override
  public Socket open() throws IOException {
    Socket socket = new Socket();
    try {
      if (proxy.isEmpty()) {
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        return socket;
      }
      return through(proxy.get(), socket);
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }

  private Socket through(URI address, Socket plain) throws IOException {
    String scheme = address.getScheme();
    plain.connect(new InetSocketAddress(address.getHost(), port(address)), CONNECT_MILLIS);
    plain.setSoTimeout(CONNECT_MILLIS);
    Socket socket =
        scheme.equals("https")
            ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, address.getHost(), port(address), true)
            : plain;
    if (scheme.startsWith("socks")) {
      socks(socket, Optional.ofNullable(address.getRawUserInfo()));
    } else {
      http(socket, Optional.ofNullable(address.getRawUserInfo()));
    }
    socket.setSoTimeout(0);
    return socket;
  }

  private void http(Socket socket, Optional<String> user) throws IOException {
    String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    StringBuilder head = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target);
    if (user.isPresent()) {
      byte[] pair = decoded(user.get()).getBytes(StandardCharsets.UTF_8);
      head.append("\r\nProxy-Authorization: Basic ")
          .append(Base64.getEncoder().encodeToString(pair));
    }
    write(socket, head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
    StringBuilder answer = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || answer.length() > 8192) {
        throw new IOException("the proxy ended the connection");
      }
      answer.append((char) next);
    }
    if (!answer.toString().matches("(?s)HTTP/1\\.[01] 2.*")) {
      throw new IOException("the proxy answered " + answer.toString().lines().findFirst().get());
    }
  }

  private void socks(Socket socket, Optional<String> user) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int method = user.isPresent() ? PASSWORD : 0;
    write(socket, new byte[] {SOCKS, 1, (byte) method});
    if (in.readUnsignedByte() != SOCKS || in.readUnsignedByte() != method) {
      throw new IOException("the SOCKS proxy does not take this way of signing in");
    }
    if (user.isPresent()) {
      signIn(socket, in, decoded(user.get()));
    }
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[name.length + 7];
    request[0] = SOCKS;
    request[1] = 1;
    request[3] = NAME;
    request[4] = (byte) name.length;
    System.arraycopy(name, 0, request, 5, name.length);
    request[name.length + 5] = (byte) (port >> 8);
    request[name.length + 6] = (byte) port;
    write(socket, request);
    finish(in);
  }

  private static void signIn(Socket socket, DataInputStream in, String user) throws IOException {
    int colon = user.indexOf(':');
    byte[] name =
        user.substring(0, colon < 0 ? user.length() : colon).getBytes(StandardCharsets.UTF_8);
    byte[] password = (colon < 0 ? "" : user.substring(colon + 1)).getBytes(StandardCharsets.UTF_8);
    byte[] request = new byte[name.length + password.length + 3];
    request[0] = 1;
    request[1] = (byte) name.length;
    System.arraycopy(name, 0, request, 2, name.length);
    request[name.length + 2] = (byte) password.length;
    System.arraycopy(password, 0, request, name.length + 3, password.length);
    write(socket, request);
    in.readUnsignedByte();
    if (in.readUnsignedByte() != 0) {
      throw new IOException("the SOCKS proxy refuses the credentials");
    }
  }

  /** Reads the answer, with the address that the proxy is seen under, which is of no use. */
  private static void finish(DataInputStream in) throws IOException {
    in.readUnsignedByte();
    int code = in.readUnsignedByte();
    if (code != 0) {
      throw new IOException("the SOCKS proxy can't reach the server (code " + code + ")");
    }
    in.readUnsignedByte();
    int length =
        switch (in.readUnsignedByte()) {
          case 1 -> 4;
          case NAME -> in.readUnsignedByte();
          default -> 16;
        };
    in.readFully(new byte[length + 2]);
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private static String decoded(String user) {
    return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static int port(URI address) {
    if (address.getPort() > 0) {
      return address.getPort();
    }
    return switch (address.getScheme()) {
      case "http" -> 80;
      case "https" -> 443;
      default -> 1080;
    };
  }

  /** A proxy's address can hold a password. */
  @Override
  public String toString() {
    return "ProxyRoute[" + host + ":" + port + "]";
  }
}
