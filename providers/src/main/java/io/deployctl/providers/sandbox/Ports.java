package io.deployctl.providers.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The ports of a sandbox on loopback (etcd needs none: it listens on sockets in the directory).
 *
 * @param apiServer where the API server listens
 * @param kubelet where kwok answers for the kubelets of all nodes
 */
record Ports(int apiServer, int kubelet) {
  /**
   * Returns two ports that were free a moment ago. Another process may still be faster: who uses
   * them must be ready to try again with others.
   */
  static Ports free() throws IOException {
    try (ServerSocket first = loopback();
        ServerSocket second = loopback()) {
      return new Ports(first.getLocalPort(), second.getLocalPort());
    }
  }

  private static ServerSocket loopback() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }
}
