package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes trees and manifests of YAML text. */
final class Yaml {
  private Yaml() {}

  @SuppressWarnings("unchecked")
  static ObjectNode tree(String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return Trees.of(
        (Map<String, Object>)
            YamlReader.read("test.yaml", bytes, YamlSchema.KUBERNETES).get(0).toTree());
  }

  static Manifest manifest(String yaml, String... sensitive) {
    ObjectNode body = tree(yaml);
    String apiVersion = body.path("apiVersion").asText();
    int slash = apiVersion.indexOf('/');
    JsonNode metadata = body.path("metadata");
    Set<ValuePath> paths = new HashSet<>();
    for (String path : sensitive) {
      paths.add(ValuePath.parse(path));
    }
    return new Manifest(
        new ResourceId(
            slash < 0 ? "" : apiVersion.substring(0, slash),
            body.path("kind").asText(),
            metadata.path("namespace").asText(""),
            metadata.path("name").asText()),
        apiVersion,
        body,
        paths,
        Map.of(),
        Optional.empty());
  }
}
