package io.deployctl.cli.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.spi.ToolCommand;
import io.deployctl.core.value.EncodingRedactor;
import io.deployctl.providers.process.CommonsExecProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A small project in a directory of its own, and the server that it goes to. */
public final class PracticeGround implements AutoCloseable {
  private static final char[] PASSWORD = "practice".toCharArray();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Map<String, String> FILES =
      Map.of(
          "deployctl.yaml",
          """
          project: practice
          inputs: {image.tag: {required: false}}
          environments:
            here: {target: {contexts: [practice], namespace: practice, stateNamespace: state}}
          stages:
            - name: all
              steps:
                - {name: objects, manifests: {paths: [manifests], wait: false}}
          """,
          "environments/default.yaml",
          "image: {tag: '1'}\nname: practice\nreplicas: 2\nlong: \"${name}-long\"\n",
          "environments/here.yaml",
          "replicas: 3\n",
          "manifests/namespace.yaml",
          "apiVersion: v1\nkind: Namespace\nmetadata: {name: practice}\n",
          "manifests/settings.tmpl.yaml",
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: "{{ name }}"}
          data: {tag: "{{ image.tag }}", long: "{{ long }}"}
          """,
          "manifests/web.yaml",
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: web}
          spec:
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec:
                containers:
                  - name: web
                    image: example.com/web:1
                    ports: [{containerPort: 80}]
                    envFrom: [{configMapRef: {name: practice}}]
          """);

  private final Path directory;
  private final PracticeServer server;

  private PracticeGround(Path directory, PracticeServer server) {
    this.directory = directory;
    this.server = server;
  }

  /** Lays one out in the directory, which is empty, and starts the server. */
  public static PracticeGround in(Path directory) throws IOException, GeneralSecurityException {
    KeyStore keys = keys(directory);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    PracticeServer server = PracticeServer.start(context);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      write(directory.resolve("project").resolve(file.getKey()), file.getValue());
    }
    byte[] certificate = keys.getCertificate("practice").getEncoded();
    write(directory.resolve("kubeconfig"), kubeconfig(server.address(), certificate));
    return new PracticeGround(directory, server);
  }

  /** Returns the project's directory. */
  public Path project() {
    return directory.resolve("project");
  }

  /** Returns the variables under which commands find the server, and keep to the directory. */
  public Map<String, String> environment() {
    return Map.of(
        "KUBECONFIG", directory.resolve("kubeconfig").toString(),
        "TMPDIR", directory.toString(),
        "XDG_STATE_HOME", directory.resolve("state").toString(),
        "XDG_CACHE_HOME", directory.resolve("cache").toString());
  }

  @Override
  public void close() {
    server.close();
  }

  /** The platform makes certificates with its own tool only. */
  private static KeyStore keys(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("keys.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> arguments =
        List.of(
            tool.toString(),
            "-genkeypair",
            "-alias",
            "practice",
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-dname",
            "CN=practice",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-validity",
            "2",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString());
    new CommonsExecProcessRunner(Map.of())
        .run(
            ToolCommand.of(arguments, directory, PATIENCE),
            new EncodingRedactor(),
            new Cancellation());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static String kubeconfig(String address, byte[] certificate) {
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n";
    return """
    apiVersion: v1
    kind: Config
    current-context: practice
    contexts: [{name: practice, context: {cluster: practice, user: practice}}]
    clusters: [{name: practice, cluster: {server: "%s", certificate-authority-data: "%s"}}]
    users: [{name: practice, user: {token: practice}}]
    """
        .formatted(address, Base64.getEncoder().encodeToString(pem.getBytes(US_ASCII)));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
