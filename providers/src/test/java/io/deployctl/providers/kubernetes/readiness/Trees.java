package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Makes objects' trees from YAML, and text of verdicts. */
final class Trees {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Trees() {}

  static ObjectNode of(String yaml) {
    return all(yaml).get(0);
  }

  static List<ObjectNode> all(String yaml) {
    return YamlReader.read(
            "test.yaml", yaml.getBytes(StandardCharsets.UTF_8), YamlSchema.KUBERNETES)
        .stream()
        .map(document -> (ObjectNode) MAPPER.valueToTree(document.toTree()))
        .toList();
  }

  /** Returns the verdict as text, whole, with a final line break. */
  static String text(Verdict verdict) {
    return verdict.state()
        + ": "
        + verdict.summary()
        + "\n"
        + verdict.cause().map(Trees::text).orElse("");
  }

  private static String text(Cause cause) {
    return cause.code().word()
        + ": "
        + cause.summary()
        + "\n"
        + cause.evidence().stream().map(line -> "  " + line + "\n").collect(Collectors.joining())
        + "hint: "
        + cause.hint()
        + "\n";
  }
}
