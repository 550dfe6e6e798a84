package io.deployctl.providers.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status the status code
 * @param headers all values by lower-case name
 * @param body the body, as far as it was read
 * @param took from sending to the last byte
 */
record Answer(int status, Map<String, List<String>> headers, String body, Duration took) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  Optional<String> header(String name) {
    List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
    return values == null ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /** Returns the body as JSON, if it is JSON. */
  Optional<JsonNode> json() {
    try {
      return Optional.ofNullable(MAPPER.readTree(body)).filter(tree -> !tree.isMissingNode());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
