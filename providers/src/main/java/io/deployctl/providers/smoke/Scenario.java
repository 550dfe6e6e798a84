package io.deployctl.providers.smoke;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.SourcePosition;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A journey through an application: requests in order, each with what is expected of its answer.
 *
 * @param name what it is about
 * @param steps the requests
 */
record Scenario(String name, List<Step> steps) {
  Scenario {
    requireNonNull(name, "name is null");
    steps = List.copyOf(steps);
  }

  /**
   * One request.
   *
   * @param name what it shows
   * @param request what is sent
   * @param expected what is expected
   * @param captures what is kept of the answer, by name
   * @param patience how often and how long it is tried
   * @param position where it stands
   */
  record Step(
      String name,
      Call request,
      Expected expected,
      Map<String, Capture> captures,
      Patience patience,
      SourcePosition position) {
    Step {
      captures = Collections.unmodifiableMap(new LinkedHashMap<>(captures));
    }
  }

  /**
   * What is sent. Every text may hold {@code ${name}}.
   *
   * @param method the HTTP method
   * @param path path and query, or a whole URL
   * @param headers its headers
   * @param body its body
   * @param json whether the body is sent as JSON; else it is a text
   */
  record Call(
      String method,
      String path,
      Map<String, String> headers,
      Optional<JsonNode> body,
      boolean json) {
    Call {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }

  /**
   * What is expected of an answer. Every text but the expression may hold {@code ${name}}.
   *
   * @param statuses the status codes that are right
   * @param headers texts that headers must contain
   * @param json what the JSON body must have; it may have more
   * @param contains texts that the body must contain
   * @param matches an expression that must be found in the body
   * @param maxTime how long the answer may take
   */
  record Expected(
      List<Integer> statuses,
      Map<String, String> headers,
      Optional<JsonNode> json,
      List<String> contains,
      Optional<Pattern> matches,
      Optional<Duration> maxTime) {
    Expected {
      statuses = List.copyOf(statuses);
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      contains = List.copyOf(contains);
    }
  }

  /**
   * How often and how long a request is tried.
   *
   * @param timeout for one try
   * @param retries tries after the first one
   * @param interval the pause between tries
   */
  record Patience(Duration timeout, int retries, Duration interval) {}
}
