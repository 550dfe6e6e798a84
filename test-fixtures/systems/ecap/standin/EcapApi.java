import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers ECAP's HTTP API where its containers do not run, so that the smoke scenario has somebody
 * to talk to. On a sandbox, whose pods are simulated, a port-forward to the Service ecap-api ends
 * here.
 *
 * <p>What it is: a real HTTP server with the API's paths, status codes and token rules, keeping
 * transactions in memory until it ends. What it is not: ECAP. There is no database, no Kafka and no
 * analytics behind it, nothing is encrypted, and it listens on the loopback address only.
 *
 * <pre>ECAP_SMOKE_PASSWORD=... java standin/EcapApi.java --port 18000</pre>
 *
 * Port 0 takes a free one; the address is printed once it answers. Needs Java 17 and nothing else.
 */
public final class EcapApi {
  private static final int LARGEST_BODY = 64 * 1024;
  private static final int MOST_KEPT = 10_000;
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(60);
  private static final String TRANSACTIONS = "/api/v1/transactions";
  private static final Pattern OBJECT = Pattern.compile("(?s)\\s*+\\{(.*)\\}\\s*+");
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\s*+\"([A-Za-z_]++)\"\\s*+:\\s*+"
              + "(?:\"((?:[^\"\\\\\\p{Cntrl}])*+)\"|(-?\\d++(?:\\.\\d++)?))\\s*+(,|$)");

  private final String user;
  private final String password;
  private final Map<String, Instant> tokens = bounded();
  private final Map<String, Transaction> transactions = bounded();
  private final Map<String, Long> requests = new TreeMap<>();

  private EcapApi(String user, String password) {
    this.user = user;
    this.password = password;
  }

  private record Answer(int status, String contentType, String body) {
    static Answer json(int status, String body) {
      return new Answer(status, "application/json", body + "\n");
    }

    static Answer problem(int status, String detail) {
      return json(status, "{\"detail\": \"" + detail + "\"}");
    }
  }

  private record Transaction(String id, String customer, BigDecimal amount, String currency) {
    String json() {
      return "{\"id\": \"%s\", \"customer_id\": \"%s\", \"amount\": %s, \"currency\": \"%s\"}"
          .formatted(id, customer, amount.toPlainString(), currency);
    }
  }

  /** Starts the server; the arguments are {@code --port NUMBER} and {@code --user NAME}. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = new LinkedHashMap<>(Map.of("--port", "18000", "--user", "smoke"));
    for (int index = 0; index < arguments.length; index += 2) {
      if (!options.containsKey(arguments[index]) || index + 1 == arguments.length) {
        fail("usage: java EcapApi.java [--port NUMBER] [--user NAME]");
      }
      options.put(arguments[index], arguments[index + 1]);
    }
    String password = System.getenv().getOrDefault("ECAP_SMOKE_PASSWORD", "");
    if (password.isEmpty()) {
      fail("ECAP_SMOKE_PASSWORD is not set: it is what the smoke scenario signs in with");
    }
    EcapApi api = new EcapApi(options.get("--user"), password);
    InetSocketAddress address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), Integer.parseInt(options.get("--port")));
    HttpServer server = HttpServer.create(address, 64);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", api::serve);
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void fail(String message) {
    System.err.println(message);
    System.exit(2);
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST_KEPT;
      }
    };
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      Answer answer;
      if (body.length > LARGEST_BODY) {
        answer = Answer.problem(413, "The body is too large");
      } else {
        answer = answer(exchange, new String(body, StandardCharsets.UTF_8));
      }
      byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      if (answer.status() == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : content.length);
      if (!head) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  private synchronized Answer answer(HttpExchange exchange, String body) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Answer answer = route(method.equals("HEAD") ? "GET" : method, path, authorization, body);
    String known = answer.status() == 404 ? "other" : endpoint(path);
    requests.merge(
        "{method=\"%s\",endpoint=\"%s\",status=\"%d\"}".formatted(method, known, answer.status()),
        1L,
        Long::sum);
    return answer;
  }

  private static String endpoint(String path) {
    return path.startsWith(TRANSACTIONS + "/") ? TRANSACTIONS + "/{id}" : path;
  }

  private Answer route(String method, String path, String authorization, String body) {
    String request = method + " " + endpoint(path);
    return switch (request) {
      case "GET /health" ->
          Answer.json(200, "{\"status\": \"healthy\", \"service\": \"ecap-api\"}");
      case "GET /metrics" -> new Answer(200, "text/plain; version=0.0.4", metrics());
      case "POST /api/v1/auth/login" -> login(body);
      case "POST " + TRANSACTIONS -> signedIn(authorization).orElseGet(() -> create(body));
      case "GET " + TRANSACTIONS + "/{id}" ->
          signedIn(authorization).orElseGet(() -> find(path.substring(TRANSACTIONS.length() + 1)));
      case "GET /api/v1/analytics/revenue" -> signedIn(authorization).orElseGet(this::revenue);
      default -> Answer.problem(404, "Not found");
    };
  }

  private String metrics() {
    StringBuilder text = new StringBuilder();
    text.append("# HELP ecap_api_requests_total Total API requests\n");
    text.append("# TYPE ecap_api_requests_total counter\n");
    requests.forEach(
        (labels, count) -> text.append("ecap_api_requests_total" + labels + " " + count + "\n"));
    text.append("# HELP ecap_transactions_total Total transactions processed\n");
    text.append("# TYPE ecap_transactions_total counter\n");
    return text.append("ecap_transactions_total " + transactions.size() + "\n").toString();
  }

  private Answer login(String body) {
    Optional<Map<String, String>> fields = fields(body);
    if (fields.isEmpty()) {
      return Answer.problem(422, "The body must be a JSON object of texts and numbers");
    }
    boolean known = same(user, fields.get().get("username"));
    if (!(same(password, fields.get().get("password")) && known)) {
      return Answer.problem(401, "Wrong user name or password");
    }
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    tokens.put(token, Instant.now().plus(TOKEN_LIFE));
    return Answer.json(
        200,
        "{\"access_token\": \"%s\", \"token_type\": \"bearer\", \"expires_in\": %d}"
            .formatted(token, TOKEN_LIFE.toSeconds()));
  }

  /** Returns what is wrong with the caller's token, or nothing if it is good. */
  private Optional<Answer> signedIn(String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return Optional.of(Answer.problem(401, "A bearer token is needed"));
    }
    Instant end = tokens.get(authorization.substring("Bearer ".length()));
    if (end == null || Instant.now().isAfter(end)) {
      return Optional.of(Answer.problem(401, "The token is unknown or has expired"));
    }
    return Optional.empty();
  }

  private Answer create(String body) {
    Map<String, String> fields = fields(body).orElse(Map.of());
    for (String name : Arrays.asList("customer_id", "amount", "currency")) {
      if (!fields.containsKey(name)) {
        return Answer.problem(422, "The field " + name + " is missing or not of a plain type");
      }
    }
    if (!fields.get("amount").matches("\\d{1,12}(\\.\\d{1,2})?")) {
      return Answer.problem(422, "The amount must be a positive number with at most two decimals");
    }
    Transaction transaction =
        new Transaction(
            UUID.randomUUID().toString(),
            fields.get("customer_id"),
            new BigDecimal(fields.get("amount")),
            fields.get("currency"));
    transactions.put(transaction.id(), transaction);
    return Answer.json(201, transaction.json());
  }

  private Answer find(String id) {
    Transaction transaction = transactions.get(id);
    if (transaction == null) {
      return Answer.problem(404, "There is no such transaction");
    }
    return Answer.json(200, transaction.json());
  }

  private Answer revenue() {
    BigDecimal total =
        transactions.values().stream()
            .map(Transaction::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Answer.json(
        200,
        "{\"total\": %s, \"transactions\": %d}"
            .formatted(total.toPlainString(), transactions.size()));
  }

  /** Reads a JSON object of plain texts and numbers, which is all that this API takes. */
  private static Optional<Map<String, String>> fields(String body) {
    Matcher object = OBJECT.matcher(body);
    if (!object.matches()) {
      return Optional.empty();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher member = MEMBER.matcher(object.group(1));
    int position = 0;
    while (position < object.group(1).length()) {
      if (!member.find(position) || member.start() != position) {
        return object.group(1).isBlank() ? Optional.of(fields) : Optional.empty();
      }
      String text = member.group(2);
      fields.put(member.group(1), text == null ? member.group(3) : text);
      position = member.end();
    }
    return Optional.of(fields);
  }

  private static boolean same(String expected, String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
