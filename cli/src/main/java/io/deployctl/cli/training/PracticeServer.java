package io.deployctl.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.deployctl.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * As much of an API server as a first and a second deployment need: objects that are kept, listed
 * and applied, over TLS on loopback. It knows no rules; whoever wants those takes a sandbox.
 */
final class PracticeServer implements AutoCloseable {
  private static final JsonMapper MAPPER = Json.mapper();

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
  private final AtomicLong versions = new AtomicLong(1);

  private PracticeServer(HttpsServer server) {
    this.server = server;
  }

  /** Starts one with the certificate of the context. */
  static PracticeServer start(SSLContext context) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PracticeServer practice = new PracticeServer(HttpsServer.create(anyPort, 0));
    practice.server.setHttpsConfigurator(new HttpsConfigurator(context));
    practice.server.setExecutor(practice.threads);
    practice.server.createContext("/", practice::handle);
    practice.server.start();
    return practice;
  }

  /** Returns its address. */
  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    ObjectNode answer =
        switch (exchange.getRequestMethod()) {
          case "GET" -> get(path, query);
          case "POST" -> post(path, (ObjectNode) body);
          case "DELETE" -> delete(path);
          default -> put(path, query, (ObjectNode) body);
        };
    byte[] bytes = MAPPER.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.path("code").asInt(200), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ObjectNode get(String path, String query) {
    if (path.equals("/version")) {
      return MAPPER.createObjectNode().put("gitVersion", "v1.34.0");
    }
    if (path.equals("/api") || path.equals("/apis")) {
      return PracticeKinds.discovery(path.equals("/api"));
    }
    ObjectNode found = objects.get(path);
    if (found != null) {
      return found;
    }
    return PracticeKinds.isCollection(path) ? list(path, query) : status("NotFound", 404);
  }

  private ObjectNode list(String path, String query) {
    ObjectNode list = MAPPER.createObjectNode();
    list.putObject("metadata").put("resourceVersion", Long.toString(versions.get()));
    ArrayNode items = list.putArray("items");
    objects.forEach(
        (key, object) -> {
          boolean here = key.substring(0, key.lastIndexOf('/')).equals(path);
          if (here && isSelected(object, query)) {
            items.add(object);
          }
        });
    return list;
  }

  private static boolean isSelected(JsonNode object, String query) {
    JsonNode labels = object.path("metadata").path("labels");
    for (String selector : query.replaceFirst(".*labelSelector=", "").split("[,&]")) {
      String[] pair = selector.split("=", 2);
      boolean asked = query.contains("labelSelector=") && pair.length == 2;
      if (asked && !labels.path(pair[0]).asText().equals(pair[1])) {
        return false;
      }
    }
    return true;
  }

  private ObjectNode post(String path, ObjectNode body) {
    String name = body.path("metadata").path("name").asText();
    if (name.isEmpty()) {
      // A question, such as what is allowed.
      ObjectNode rule =
          body.putObject("status").put("allowed", true).putArray("resourceRules").addObject();
      List.of("verbs", "apiGroups", "resources").forEach(what -> rule.putArray(what).add("*"));
      return body;
    }
    return objects.containsKey(path + "/" + name)
        ? status("AlreadyExists", 409)
        : put(path + "/" + name, "", body);
  }

  private ObjectNode put(String path, String query, ObjectNode body) {
    ObjectNode metadata = body.withObjectProperty("metadata");
    metadata.put("uid", "uid-of-" + path.hashCode());
    metadata.put("resourceVersion", Long.toString(versions.incrementAndGet()));
    Map<String, String> parameters = new TreeMap<>();
    for (String parameter : query.split("&")) {
      parameters.put(parameter.replaceFirst("=.*", ""), parameter.replaceFirst("[^=]*=", ""));
    }
    if (parameters.containsKey("fieldManager")) {
      ObjectNode owner = metadata.putArray("managedFields").addObject();
      owner.put("manager", parameters.get("fieldManager")).put("operation", "Apply");
      owner.put("time", "2020-01-01T00:00:00Z").put("fieldsType", "FieldsV1");
      ObjectNode fields = owner.putObject("fieldsV1");
      fields.putObject("f:data");
      fields.putObject("f:spec").putObject("f:template");
    }
    if (!parameters.containsKey("dryRun")) {
      objects.put(path, body);
    }
    return body;
  }

  private ObjectNode delete(String path) {
    return objects.remove(path) == null ? status("NotFound", 404) : status("", 200);
  }

  private static ObjectNode status(String reason, int code) {
    return MAPPER
        .createObjectNode()
        .put("kind", "Status")
        .put("status", code == 200 ? "Success" : "Failure")
        .put("reason", reason)
        .put("message", reason)
        .put("code", code);
  }
}
