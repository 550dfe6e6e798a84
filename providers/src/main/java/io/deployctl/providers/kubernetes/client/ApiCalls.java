package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Calls of the API server whose answers are objects. For several threads. */
final class ApiCalls {
  private static final Map<String, String> PLAIN = Map.of("Accept", "application/json");

  private final Transport transport;
  private final Patience patience;
  private final Consumer<ApiWarning> warnings;
  private volatile String date = "";

  ApiCalls(Transport transport, Patience patience, Consumer<ApiWarning> warnings) {
    this.transport = transport;
    this.patience = patience;
    this.warnings = warnings;
  }

  /** Returns what the server's clock said at its last answer (RFC 9110, section 6.6.1). */
  Optional<Instant> time() {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException unsaid) {
      return Optional.empty();
    }
  }

  /** Returns the object at the path. */
  ObjectNode read(String path, Map<String, String> parameters, ApiResource resource) {
    return object(read(Call.get(path, parameters, PLAIN), isSecret(resource)), path);
  }

  /** Returns a page of a list, compressed on its way, in the form that is accepted. */
  ObjectNode readList(
      String path, Map<String, String> parameters, String accept, ApiResource resource) {
    Map<String, String> headers = Map.of("Accept", accept, "Accept-Encoding", "gzip");
    return object(read(Call.get(path, parameters, headers), isSecret(resource)), path);
  }

  /** Returns the object at the path in the form that the Accept header asks for. */
  ObjectNode discover(String path, String accept) {
    Map<String, String> headers = Map.of("Accept", accept, "Accept-Encoding", "gzip");
    return object(read(Call.get(path, Map.of(), headers), false), path);
  }

  /** Returns the answer to a raw GET; the path can end in a query. */
  Answer raw(String path) {
    return read(Call.parse(path, PLAIN), false);
  }

  /** Sends an object once and returns the object that the server answers. */
  ObjectNode write(
      String method,
      String path,
      Map<String, String> parameters,
      String type,
      ObjectNode body,
      ApiResource resource) {
    Call call = Call.write(method, path, parameters, type, Json.write(body));
    return object(checked(transport.send(call), call, isSecret(resource)), path);
  }

  /** Has the server answer what a write would make; that changes nothing, so it is asked again. */
  ObjectNode tryOut(
      String method,
      String path,
      Map<String, String> parameters,
      String type,
      ObjectNode body,
      ApiResource resource) {
    Map<String, String> dry = new TreeMap<>(parameters);
    dry.put("dryRun", "All");
    Call call = Call.write(method, path, dry, type, Json.write(body));
    return object(read(call, isSecret(resource)), path);
  }

  private Answer read(Call call, boolean secret) {
    return checked(transport.sendPatiently(call, patience), call, secret);
  }

  private Answer checked(Answer answer, Call call, boolean secret) {
    date = answer.header("Date").orElse("");
    for (String header : answer.headers("Warning")) {
      WarningHeader.text(header)
          .ifPresent(text -> warnings.accept(new ApiWarning(call.path(), text)));
    }
    if (!answer.isSuccess()) {
      throw StatusReader.failure(answer, call.describe(), secret);
    }
    return answer;
  }

  private static ObjectNode object(Answer answer, String path) {
    return Json.parseObject(answer.body())
        .orElseThrow(() -> StatusReader.notUnderstood(answer, path));
  }

  private static boolean isSecret(ApiResource resource) {
    return resource.group().isEmpty() && resource.kind().equals("Secret");
  }
}
