package io.deployctl.providers.kubernetes.client;

import static io.deployctl.providers.kubernetes.client.FakeApiServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody is told who can't get in. */
class ConnectFailuresTest {
  @TempDir private Path directory;

  @Test
  void serverThatIsNotThereIsNamedWithTheWayToIt() throws IOException {
    String address;
    try (FakeApiServer server = new FakeApiServer()) {
      address = server.address();
    }
    Diagnostic told = refusal(address, "{token: x}");

    assertThat(told.code()).isEqualTo("cluster-unreachable");
    assertThat(told.summary()).contains(address);
    assertThat(told.details().toString()).contains("connection refused").contains("context `c`");
    assertThat(told.hint().orElseThrow()).contains("VPN").contains("deployctl sandbox up");
  }

  @Test
  void hostThatNobodyKnowsIsCalledThat() throws IOException {
    Diagnostic told = refusal("https://api.invalid:6443", "{token: x}");

    assertThat(told.details().toString()).contains("the host's name is not known");
  }

  @Test
  void serverWithoutTlsIsCalledThat() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread plain = new Thread(() -> answerInPlain(server));
      plain.setDaemon(true);
      plain.start();
      Diagnostic told = refusal("https://127.0.0.1:" + server.getLocalPort(), "{token: x}");

      assertThat(told.code()).isEqualTo("cluster-untrusted");
      assertThat(told.details().toString()).contains("it does not speak TLS");
    }
  }

  private static void answerInPlain(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
        client.getInputStream().read();
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Test
  void webServerThatIsNoClusterIsCalledThat() throws IOException {
    try (FakeApiServer server = new FakeApiServer()) {
      server.on("/api/v1/namespaces/kube-system", answer(200, "<html>It works!</html>"));

      assertThat(refusal(server.address(), "{token: x}").code()).isEqualTo("not-a-cluster");
    }
  }

  @Test
  void expiredTokenIsCalledThat() throws IOException {
    String claims = Base64.getUrlEncoder().encodeToString("{\"exp\": 1000000000}".getBytes());
    String token = "head." + claims + ".signature";
    try (FakeApiServer server = refusing()) {
      Diagnostic told = refusal(server.address(), "{token: " + token + "}");

      assertThat(told.code()).isEqualTo("credentials-refused");
      assertThat(told.details().toString()).contains("expired at 2001-09-09T01:46:40Z");
      assertThat(told.toString()).doesNotContain("signature");
    }
  }

  @Test
  void contextWithoutCredentialsIsCalledThat() throws IOException {
    try (FakeApiServer server = refusing()) {
      assertThat(refusal(server.address(), "{}").details().toString())
          .contains("the context has no credentials");
    }
  }

  @Test
  void renewedTokenFileIsReadAgainWhenTheOldTokenIsRefused() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "old");
    try (FakeApiServer server = new FakeApiServer()) {
      server.on(
          "/api/v1/namespaces/kube-system",
          exchange -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            boolean fresh = "Bearer new".equals(sent);
            Files.writeString(token, "new");
            answer(
                    fresh ? 200 : 401,
                    "{\"kind\": \"Namespace\", \"metadata\": {\"uid\": \"the-uid\"}}")
                .handle(exchange);
          });

      try (Cluster cluster =
          TestClusters.connect(kubeconfig(server.address(), "{tokenFile: token}"))) {
        assertThat(cluster.target().clusterId()).isEqualTo("the-uid");
      }
    }
  }

  @Test
  void unusableKeyIsToldWithoutTheKey() throws IOException {
    String nonsense =
        Base64.getEncoder().encodeToString("hunter22".getBytes(StandardCharsets.UTF_8));
    Diagnostic told =
        refusal(
            "https://127.0.0.1:1",
            "{client-certificate-data: " + nonsense + ", client-key-data: " + nonsense + "}");

    assertThat(told.code()).isEqualTo("invalid-kubeconfig");
    assertThat(told.toString()).doesNotContain("hunter22");
  }

  @Test
  void clusterThatCanNotBeToldFromOthersIsRefused() throws IOException {
    try (FakeApiServer server = new FakeApiServer()) {
      server.on(
          "/api/v1/namespaces/kube-system",
          answer(403, "{\"kind\": \"Status\", \"reason\": \"Forbidden\", \"message\": \"no\"}"));

      assertThat(refusal(server.address(), "{token: x}").code()).isEqualTo("cluster-unknown");
    }
  }

  private static FakeApiServer refusing() throws IOException {
    return new FakeApiServer()
        .on(
            "/api/v1/namespaces/kube-system",
            answer(401, "{\"kind\": \"Status\", \"reason\": \"Unauthorized\"}"));
  }

  private Path kubeconfig(String server, String user) throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "%s"}}]
        users: [{name: u, user: %s}]
        """
            .formatted(server, user));
  }

  private Diagnostic refusal(String server, String user) throws IOException {
    Path kubeconfig = kubeconfig(server, user);
    return catchThrowableOfType(
            DeployctlException.class, () -> TestClusters.connect(kubeconfig).close())
        .diagnostics()
        .get(0);
  }
}
