package io.deployctl.providers.kubernetes.client;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One HTTP request.
 *
 * @param method the method
 * @param path the path, not encoded
 * @param parameters the query's parameters, not encoded
 * @param headers headers
 * @param contentType the body's type, or empty
 * @param body the body, if there is one; it can hold secrets
 */
record Call(
    String method,
    String path,
    Map<String, String> parameters,
    Map<String, String> headers,
    String contentType,
    Optional<String> body) {
  Call {
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    parameters = new TreeMap<>(parameters);
    headers = Map.copyOf(headers);
    requireNonNull(contentType, "contentType is null");
    requireNonNull(body, "body is null");
  }

  /** Returns a GET. */
  static Call get(String path, Map<String, String> parameters, Map<String, String> headers) {
    return new Call("GET", path, parameters, headers, "", Optional.empty());
  }

  /** Returns a GET of a path that can end in a query, as it stands in an address. */
  static Call parse(String address, Map<String, String> headers) {
    int question = address.indexOf('?');
    if (question < 0) {
      return get(address, Map.of(), headers);
    }
    Map<String, String> parameters = new TreeMap<>();
    for (String part : address.substring(question + 1).split("&")) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      parameters.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return get(address.substring(0, question), parameters, headers);
  }

  /** Returns a call with a JSON body. */
  static Call write(
      String method, String path, Map<String, String> parameters, String type, String body) {
    return new Call(
        method, path, parameters, Map.of("Accept", "application/json"), type, Optional.of(body));
  }

  /** Returns the query as it stands in the address, with its question mark, or nothing. */
  String query() {
    if (parameters.isEmpty()) {
      return "";
    }
    return parameters.entrySet().stream()
        .map(
            parameter ->
                parameter.getKey()
                    + "="
                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** Returns what messages say of it. */
  String describe() {
    return method + " " + path;
  }

  /** The body can hold secrets, so it is left out. */
  @Override
  public String toString() {
    return describe();
  }
}
