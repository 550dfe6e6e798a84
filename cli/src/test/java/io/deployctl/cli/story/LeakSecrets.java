package io.deployctl.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Marked secrets in every source there is, in looks that encoders treat differently. */
final class LeakSecrets implements AutoCloseable {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Path directory;
  private final HttpServer server;

  private LeakSecrets(Path directory, HttpServer server) {
    this.directory = directory;
    this.server = server;
  }

  /**
   * Makes them all.
   *
   * @param directory where secrets are in files; none of the places that are searched
   */
  static LeakSecrets make(Path directory) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    LeakSecrets made = new LeakSecrets(Files.createDirectories(directory), server);
    for (String source : new String[] {"env", "file", "command", "vault", "sops", "kubernetes"}) {
      made.secrets.put(source + "_plain", random(40));
      made.secrets.put(source + "_odd", odd());
    }
    made.secrets.put("env_pem", pem());
    made.secrets.put("file_pem", pem() + "\n" + random(64) + "\n" + random(64));
    made.secrets.put("sops_pem", pem());
    made.secrets.put("vault_json", "{\"key\": \"" + random(32) + "\", \"n\": \"a\\\"b\"}");
    made.secrets.put("env_words", words());
    made.secrets.put("env_slavic", "ключ-" + random(24) + "-Привет-\uD83D\uDD11-ß");
    made.secrets.put("env_token", random(36) + "." + random(120) + "." + random(43));
    made.secrets.put("file_long", random(3000));
    made.secrets.put("command_percent", "%41%%s%n" + random(30) + "${x}$(y)`z`!#");
    made.secrets.put("terraform_output", odd());
    made.secrets.put("set_override", random(30) + "/+=");
    made.secrets.put("variable_override", odd());
    made.secrets.put("vault_token", "hvs." + random(40));
    made.secrets.put("live_edit", random(40));
    server.createContext("/v1/", made::vault);
    server.createContext("/echo", LeakSecrets::echo);
    server.start();
    return made;
  }

  /** Returns them by name. */
  Map<String, String> all() {
    return secrets;
  }

  String get(String name) {
    String secret = secrets.get(name);
    assertThat(secret).as(name).isNotNull();
    return secret;
  }

  /** Makes another one in a source's place; the one before is still searched for. */
  void rotate(String name) {
    secrets.put(name + "_before", secrets.get(name));
    secrets.put(name, odd());
  }

  int port() {
    return server.getAddress().getPort();
  }

  Path directory() {
    return directory;
  }

  /** Writes those that come from files and commands, and the file that SOPS encrypts. */
  void write(Path encrypted, Path programs) throws Exception {
    for (String name : secrets.keySet()) {
      if (name.startsWith("file_")
          || name.startsWith("command_")
          || name.startsWith("terraform_")) {
        Files.writeString(directory.resolve(name), get(name));
      }
    }
    run(directory, programs.resolve("age-keygen").toString(), "-o", "age.txt");
    String key = Files.readString(directory.resolve("age.txt"));
    secrets.put("age_key", key.lines().filter(l -> l.startsWith("AGE-")).findFirst().orElseThrow());
    String recipient = key.replaceAll("(?s).*public key: (\\S+).*", "$1");
    Files.createDirectories(encrypted.getParent());
    Files.writeString(
        encrypted,
        "{\"plain\": %s, \"odd\": %s, \"pem\": {\"tls.key\": %s}}"
            .formatted(quoted("sops_plain"), quoted("sops_odd"), quoted("sops_pem")));
    run(
        directory,
        programs.resolve("sops").toString(),
        "encrypt",
        "--in-place",
        "--age",
        recipient,
        encrypted.toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String quoted(String name) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(get(name)).toString();
  }

  /** Answers as Vault does; what it does not have, it refuses with the token in its words. */
  private void vault(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    boolean known = exchange.getRequestURI().getPath().equals("/v1/secret/data/leak");
    String body =
        known
            ? "{\"data\":{\"data\":{\"plain\":%s,\"odd\":%s,\"json\":%s}}}"
                .formatted(quoted("vault_plain"), quoted("vault_odd"), quoted("vault_json"))
            : "{\"errors\":[\"no way with token %s\"]}".formatted(token);
    send(exchange, known ? 200 : 400, body);
  }

  /** Answers with everything that it was sent. */
  private static void echo(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    String all = exchange.getRequestURI() + "\n" + exchange.getRequestHeaders().entrySet() + "\n";
    send(exchange, 200, all + new String(sent, StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String odd() {
    return random(12) + "'\"\\/+= <&>%41é;$" + random(16) + "#\t?" + random(8);
  }

  private static String pem() {
    return "-----BEGIN PRIVATE KEY-----\n%s\n%s\n%s==\n-----END PRIVATE KEY-----"
        .formatted(random(64), random(64), random(38));
  }

  private static String words() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 14; i++) {
      words.append(i == 0 ? "" : " ").append(random(5 + i % 4));
    }
    return words.toString();
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static void run(Path directory, String... command) throws Exception {
    Path out = directory.resolve("out.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
  }
}
