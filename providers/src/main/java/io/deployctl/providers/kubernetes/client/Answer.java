package io.deployctl.providers.kubernetes.client;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An HTTP answer, whole. */
final class Answer {
  private final int code;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /** Makes one; header names are in lower case. */
  Answer(int code, Map<String, List<String>> headers, byte[] body) {
    this.code = code;
    this.headers = headers;
    this.body = body;
  }

  int code() {
    return code;
  }

  byte[] body() {
    return body;
  }

  boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }
}
