package io.deployctl.providers.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.spi.Cancellation;
import io.deployctl.core.value.EncodingRedactor;
import io.deployctl.core.value.SecretText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers as Vault does, in the forms that its documentation shows. */
final class VaultSourceTest {
  private static final String TOKEN = "hvs.marked-token";

  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/", this::answer);
    server.start();
    variables.put("VAULT_ADDR", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    variables.put("VAULT_TOKEN", TOKEN);
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
    boolean marked = "true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request"));
    if (!TOKEN.equals(token) || !marked) {
      send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case "/v1/secret/data/shop/database" ->
          send(
              exchange,
              200,
              """
              {"request_id":"1","data":{"data":{"password":"s3cret","port":5432,"tls":{"a":1},
               "team":"%s"},"metadata":{"version":3,"deletion_time":"","destroyed":false}}}
              """
                  .formatted(namespace));
      case "/v1/secret/data/shop/deleted" ->
          send(
              exchange,
              404,
              """
              {"data":{"data":null,"metadata":{"deletion_time":"2026-01-02T03:04:05Z","version":2}}}
              """);
      case "/v1/secret/data/sealed" -> send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
      case "/v1/secret/data/echo" ->
          send(exchange, 400, "{\"errors\":[\"bad request by %s\"]}".formatted(TOKEN));
      case "/v1/secret/data/page" -> send(exchange, 200, "<html>login</html>");
      case "/v1/secret/data/slow" -> stall(exchange);
      default -> send(exchange, 404, "{\"errors\":[]}");
    }
  }

  private void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Sends the headers, and then nothing until the test is over. */
  private void stall(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private VaultSource source(Duration patience) {
    return new VaultSource(
        variables, home, new VaultClient(patience, new Cancellation()), new EncodingRedactor());
  }

  private String read(String reference) {
    return source(Duration.ofMinutes(1)).read(reference).reveal();
  }

  private Diagnostic refusal(String reference) {
    return refusal(source(Duration.ofMinutes(1)), reference);
  }

  private static Diagnostic refusal(VaultSource source, String reference) {
    try {
      SecretText secret = source.read(reference);
      throw new AssertionError("it gave " + secret);
    } catch (DeployctlException refused) {
      Diagnostic diagnostic = refused.diagnostics().get(0);
      assertThat(diagnostic.toString()).doesNotContain(TOKEN).doesNotContain("s3cret");
      return diagnostic;
    }
  }

  @Test
  void keysOfASecretAreRead() {
    variables.put("VAULT_NAMESPACE", "platform");

    assertThat(read("secret/shop/database#password")).isEqualTo("s3cret");
    assertThat(read("secret/shop/database#port")).isEqualTo("5432");
    assertThat(read("secret/shop/database#team")).isEqualTo("platform");
  }

  @Test
  void tokenOfTheLoginIsUsedWhereNoneIsGiven() throws IOException {
    variables.remove("VAULT_TOKEN");
    assertThat(refusal("secret/shop/database#password").summary())
        .endsWith("there is no token for Vault");

    Files.writeString(home.resolve(".vault-token"), TOKEN + "\n");

    assertThat(read("secret/shop/database#password")).isEqualTo("s3cret");
  }

  @Test
  void wrongReferencesAreRefusedBeforeAnybodyIsAsked() {
    for (String wrong :
        new String[] {"", "secret", "secret/a", "secret/../sys#a", "/a#b", "a/b#"}) {
      assertThat(refusal(wrong).hint()).contains("Write `vault:MOUNT/PATH#KEY`");
    }
  }

  @Test
  void everyAnswerOfVaultHasItsCause() {
    assertThat(refusal("secret/shop/database#pasword").hint()).contains("Did you mean `password`?");
    assertThat(refusal("secret/shop/database#tls").summary()).endsWith("it is no text");
    assertThat(refusal("secret/none#a").summary()).endsWith("there is no such secret");
    assertThat(refusal("secret/shop/deleted#a").summary())
        .endsWith("its newest version was deleted at 2026-01-02T03:04:05Z");
    assertThat(refusal("secret/sealed#a").details()).containsExactly("Vault is sealed");
    assertThat(refusal("secret/echo#a").details()).containsExactly("bad request by (secret)");
    assertThat(refusal("secret/page#a").summary()).endsWith("the answer is no JSON");
    variables.put("VAULT_TOKEN", "another");
    Diagnostic denied = refusal("secret/shop/database#password");
    assertThat(denied.details()).containsExactly("permission denied");
    assertThat(denied.hint().orElseThrow()).contains("secret/data/shop/database");
  }

  @Test
  void serverThatStallsOrIsNotThereIsNotWaitedForForever() {
    assertThat(refusal(source(Duration.ofSeconds(1)), "secret/slow#a").summary())
        .contains("did not answer within 1 s");
    variables.put("VAULT_ADDR", "http://127.0.0.1:1");
    assertThat(refusal("secret/shop/database#password").summary()).contains("can't be reached");
    variables.put("VAULT_ADDR", "vault");
    assertThat(refusal("secret/shop/database#password").summary())
        .endsWith("VAULT_ADDR is no address");
    variables.remove("VAULT_ADDR");
    assertThat(refusal("secret/shop/database#password").summary())
        .endsWith("VAULT_ADDR is not set");
  }

  @Test
  void unreadableCertificatesAreNamed() throws IOException {
    variables.put("VAULT_CACERT", Files.writeString(home.resolve("ca.pem"), "no").toString());

    assertThat(refusal("secret/shop/database#password").summary()).contains("VAULT_CACERT");
  }
}
