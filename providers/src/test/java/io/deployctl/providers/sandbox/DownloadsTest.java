package io.deployctl.providers.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.deployctl.core.diagnostic.DeployctlException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
  private static final Platform PLATFORM = new Platform("linux", "amd64");
  private static final Program KUBECTL = new Program("kubectl", "v1.34.4");
  private static final String KUBECTL_PATH = "/release/v1.34.4/bin/linux/amd64/kubectl";

  @TempDir private Path directory;
  private final Map<String, byte[]> served = new HashMap<>();
  private HttpServer server;
  private BinarySet set;
  private Downloads downloads;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = served.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    set = new BinarySet(directory, "v1.34.4");
    downloads = new Downloads(hosts(server.getAddress().getPort()), PLATFORM, Map.of());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void installsAProgramWhoseChecksumIsRight() throws Exception {
    Files.createFile(directory.resolve(".kubectl-v1.33.0"));
    publish(KUBECTL_PATH, "#!/bin/sh\n".getBytes(UTF_8));

    downloads.install(KUBECTL, set);

    assertThat(set.kubectl()).isExecutable().content().isEqualTo("#!/bin/sh\n");
    assertThat(names()).containsExactlyInAnyOrder("kubectl", ".kubectl-v1.34.4");
  }

  @Test
  void takesTheProgramOutOfAnArchive() throws Exception {
    byte[] archive = archive(Map.of("linux-amd64/README.md", "no", "linux-amd64/helm", "yes"));
    publish("/helm-v3.20.2-linux-amd64.tar.gz", archive);
    served.put(
        "/helm-v3.20.2-linux-amd64.tar.gz.sha256sum",
        served.get("/helm-v3.20.2-linux-amd64.tar.gz.sha256"));

    downloads.install(new Program("helm", "v3.20.2"), set);

    assertThat(set.helm()).isExecutable().content().isEqualTo("yes");
  }

  @Test
  void refusesAProgramWhoseChecksumIsWrong() throws Exception {
    publish(KUBECTL_PATH, "good".getBytes(UTF_8));
    served.put(KUBECTL_PATH, "evil".getBytes(UTF_8));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> downloads.install(KUBECTL, set))
        .withMessageContaining("checksum");
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesAProgramWithoutAChecksum() throws Exception {
    served.put(KUBECTL_PATH, "good".getBytes(UTF_8));
    served.put(KUBECTL_PATH + ".sha256", "<html>sign in</html>".getBytes(UTF_8));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> downloads.install(KUBECTL, set))
        .withMessageContaining("no checksum is published");
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesADamagedArchive() throws Exception {
    byte[] archive = archive(Map.of("linux-amd64/other", "text"));
    publish("/helm-v3.20.2-linux-amd64.tar.gz", archive);
    served.put(
        "/helm-v3.20.2-linux-amd64.tar.gz.sha256sum",
        served.get("/helm-v3.20.2-linux-amd64.tar.gz.sha256"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> downloads.install(new Program("helm", "v3.20.2"), set))
        .withMessageContaining("linux-amd64/helm");
    assertThat(names()).isEmpty();
  }

  @Test
  void saysWhatToDoWhereNothingCanBeReached() throws Exception {
    SandboxHome home = new SandboxHome(directory.resolve("state"), directory.resolve("cache"));
    SandboxSpec spec = SandboxSpec.named("default", home, Map.of());

    assertThatExceptionOfType(DeployctlException.class)
        .isThrownBy(() -> Binaries.provide(spec, hosts(unusedPort()), Progress.silent()))
        .satisfies(
            refusal -> {
              assertThat(refusal.diagnostics().get(0).summary()).contains("etcd", "kwok", "helm");
              assertThat(refusal.diagnostics().get(0).details()).hasSize(7);
              assertThat(refusal.diagnostics().get(0).details().get(1))
                  .isEqualTo("kube-apiserver: 127.0.0.1 cannot be reached");
              assertThat(refusal.diagnostics().get(0).hint())
                  .hasValueSatisfying(
                      hint -> assertThat(hint).contains("`scripts/sandbox-binaries`"));
            });
  }

  @Test
  void findsWhatIsThereAndTellsAnOldVersionFromIt() throws Exception {
    SandboxHome home = new SandboxHome(directory.resolve("state"), directory.resolve("cache"));
    BinarySet expected = Binaries.expected(home);
    Files.createDirectories(expected.directory());
    for (Program program : Program.all(Versions.pinned())) {
      Files.createFile(expected.program(program));
      assertThat(expected.program(program).toFile().setExecutable(true)).isTrue();
      Files.createFile(expected.marker(program));
    }
    SandboxSpec spec = SandboxSpec.named("default", home, Map.of());

    assertThat(Binaries.provide(spec, hosts(unusedPort()), Progress.silent())).isEqualTo(expected);

    Files.move(
        expected.directory().resolve(".kwok-" + Versions.pinned().kwok()),
        expected.directory().resolve(".kwok-v0.1.0"));
    assertThat(expected.missing(Program.all(Versions.pinned())))
        .extracting(Program::name)
        .containsExactly("kwok");
  }

  private void publish(String path, byte[] body) throws IOException {
    served.put(path, body);
    Path file = Files.write(Files.createTempFile("published", ""), body);
    served.put(path + ".sha256", Checksum.of(file).getBytes(UTF_8));
    Files.delete(file);
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static Release.Hosts hosts(int port) {
    String host = "http://127.0.0.1:" + port;
    return new Release.Hosts(host, host, host, host);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static byte[] archive(Map<String, String> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        byte[] header = new byte[512];
        byte[] body = entry.getValue().getBytes(UTF_8);
        put(header, 0, entry.getKey());
        put(header, 124, String.format("%011o", body.length));
        out.write(header);
        out.write(body);
        out.write(new byte[512 - body.length]);
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static void put(byte[] header, int start, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, start, bytes.length);
  }
}
