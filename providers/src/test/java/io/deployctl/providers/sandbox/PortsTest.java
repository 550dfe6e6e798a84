package io.deployctl.providers.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void offersTwoPortsThatCanBeListenedAt() throws IOException {
    Ports ports = Ports.free();

    try (ServerSocket first = listen(ports.apiServer());
        ServerSocket second = listen(ports.kubelet())) {
      assertThat(first.getLocalPort()).isNotEqualTo(second.getLocalPort());
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
