package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.value.SecretText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an API server's error answer. */
final class StatusReader {
  /** An answer that is no answer of an API server. */
  static final String NOT_UNDERSTOOD = "NotUnderstood";

  /** How an apply is refused that does not fit the schema: with a 500, though it will never do. */
  private static final String TYPED_PATCH = "failed to create typed patch object";

  private static final int LONGEST = 4_000;
  private static final int LONGEST_FOREIGN = 200;

  /** A quoted text; one that was cut off goes to the end. */
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*(?:\"|$)", Pattern.DOTALL);

  /** What stands before a quoted text that is a name; anything else can be a value. */
  private static final Pattern BEFORE_NAME =
      Pattern.compile(
          "(?:conflict with|conflicts with|field|group|namespace|namespaces|resource|secrets|Secret"
              + "|User|webhook) $");

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private StatusReader() {}

  /**
   * Returns the failure that the answer tells.
   *
   * @param what what was being done, for the message of an answer that is not a Status
   * @param secret whether the object is a Secret, whose values must not be repeated
   */
  static ApiFailure failure(Answer answer, String what, boolean secret) {
    Optional<ObjectNode> status =
        Json.parseObject(answer.body()).filter(node -> "Status".equals(node.path("kind").asText()));
    if (status.isEmpty()) {
      return new ApiFailure(
          answer.code(), reason(answer.code()), what + ": " + foreign(answer, secret), status);
    }
    ObjectNode safe = secret ? withoutValues(status.get()) : status.get();
    String message = safe.path("message").asText("").strip();
    String reason = safe.path("reason").asText("");
    if (answer.code() == 500 && message.startsWith(TYPED_PATCH)) {
      return new ApiFailure(422, "Invalid", shorten(message, LONGEST), Optional.of(safe));
    }
    return new ApiFailure(
        answer.code(),
        reason.isEmpty() ? reason(answer.code()) : reason,
        message.isEmpty() ? what + ": HTTP " + answer.code() : shorten(message, LONGEST),
        Optional.of(safe));
  }

  /** Returns the failure of an answer that should be an object and is not. */
  static ApiFailure notUnderstood(Answer answer, String what) {
    return new ApiFailure(
        answer.code(), NOT_UNDERSTOOD, what + ": the answer is not JSON", Optional.empty());
  }

  private static ObjectNode withoutValues(ObjectNode status) {
    ObjectNode safe = status.deepCopy();
    hide(safe);
    JsonNode details = safe.path("details");
    for (JsonNode cause : details.path("causes")) {
      if (cause instanceof ObjectNode object) {
        hide(object);
      }
    }
    return safe;
  }

  private static void hide(ObjectNode node) {
    if (node.hasNonNull("message")) {
      node.put("message", withoutQuotes(node.get("message").asText()));
    }
  }

  private static String withoutQuotes(String message) {
    StringBuilder safe = new StringBuilder();
    Matcher quoted = QUOTED.matcher(message);
    while (quoted.find()) {
      boolean name = BEFORE_NAME.matcher(message).region(0, quoted.start()).find();
      quoted.appendReplacement(
          safe, name ? Matcher.quoteReplacement(quoted.group()) : SecretText.MASK);
    }
    return quoted.appendTail(safe).toString();
  }

  private static String foreign(Answer answer, boolean secret) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    String line = CONTROL.matcher(text).replaceAll(" ").strip();
    String head = "HTTP " + answer.code() + ", not the answer of an API server";
    return secret || line.isEmpty() ? head : head + ": " + shorten(line, LONGEST_FOREIGN);
  }

  private static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  private static String reason(int code) {
    return switch (code) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      case 410 -> "Expired";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      case 504 -> "Timeout";
      default -> "HTTP " + code;
    };
  }
}
