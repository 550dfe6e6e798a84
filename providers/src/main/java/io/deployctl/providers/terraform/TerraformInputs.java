package io.deployctl.providers.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.plan.Content;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.SecretText;
import io.deployctl.providers.input.PlainValues;
import io.deployctl.providers.input.ProjectPaths;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All that a root is planned with, apart from its files. It holds secrets in the open, so it is
 * kept sealed and never shown.
 */
final class TerraformInputs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofHours(2);

  private final Map<String, Object> values;

  private TerraformInputs(Map<String, Object> values) {
    this.values = values;
  }

  /** Reads the settings, in which nothing may be unknown any more, and the files of variables. */
  static TerraformInputs of(StepScope scope) {
    Settings settings = scope.settings();
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> secrets = new ArrayList<>();
    Consumer<SecretText> onSecret =
        secret -> {
          scope.redactor().register(secret);
          secrets.add(secret.reveal());
        };
    values.put("root", ProjectPaths.directory(scope, "root"));
    settings.optionalText("workspace").ifPresent(name -> values.put("workspace", name));
    values.put("backend", PlainValues.revealAll(settings.map("backendConfig"), onSecret));
    values.put("files", ProjectPaths.contents(scope, "varFiles"));
    values.put("variables", PlainValues.revealAll(settings.map("vars"), onSecret));
    values.put("lock", settings.duration("lockTimeout", LOCK_TIMEOUT).toSeconds());
    values.put("timeout", settings.duration("timeout", TIMEOUT).toSeconds());
    settings.optionalText("binary").ifPresent(name -> values.put("binary", name));
    settings
        .optionalText("parallelism")
        .ifPresent(text -> values.put("parallelism", settings.integer("parallelism", 10)));
    values.put("secrets", secrets);
    return new TerraformInputs(values);
  }

  /** Reads what {@link #toContent()} wrote; the redactor learns its secrets again. */
  static TerraformInputs parse(Content content, Redactor redactor) {
    try {
      Map<String, Object> values = JSON.readValue(content.bytes(), new TypeReference<>() {});
      if (values.get("secrets") instanceof List<?> secrets) {
        secrets.forEach(secret -> redactor.register(new SecretText(secret.toString())));
      }
      return new TerraformInputs(values);
    } catch (IOException broken) {
      throw new IllegalArgumentException("stored inputs of a terraform step can't be read", broken);
    }
  }

  Content toContent() {
    return Content.sealed(json(values));
  }

  /** Returns the root's directory relative to the project. */
  String root() {
    return values.get("root").toString();
  }

  Optional<String> workspace() {
    return Optional.ofNullable(values.get("workspace")).map(Object::toString);
  }

  Optional<String> binary() {
    return Optional.ofNullable(values.get("binary")).map(Object::toString);
  }

  Optional<String> parallelism() {
    return Optional.ofNullable(values.get("parallelism")).map(Object::toString);
  }

  String lockTimeout() {
    return values.get("lock") + "s";
  }

  /** Returns how long one command may take. */
  Duration timeout() {
    Object seconds = values.get("timeout");
    return seconds == null ? TIMEOUT : Duration.ofSeconds(Long.parseLong(seconds.toString()));
  }

  boolean hasBackendConfig() {
    return !map("backend").isEmpty();
  }

  byte[] backendConfig() {
    return json(map("backend"));
  }

  byte[] variables() {
    return json(map("variables"));
  }

  /** Returns the names of the variables that are given one by one. */
  Set<String> variableNames() {
    return map("variables").keySet();
  }

  /** Returns the texts of the files of variables by their names, in order. */
  Map<String, Object> files() {
    return map("files");
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> map(String key) {
    return (Map<String, Object>) values.getOrDefault(key, Map.of());
  }

  private static byte[] json(Object tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }

  @Override
  public String toString() {
    return "inputs of root " + root();
  }
}
