package io.deployctl.providers.importing;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import io.deployctl.providers.helm.RecordedRelease;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts in the Secrets that a release rendered. Holds secrets in the open. */
final class RenderedSecrets {
  /** A shorter text is found in others by chance. */
  private static final int SHORTEST = 4;

  private static final int SHORTEST_PART = 8;

  private final List<String> texts = new ArrayList<>();

  private RenderedSecrets() {}

  /** Returns those of the release. */
  static RenderedSecrets of(RecordedRelease release) {
    RenderedSecrets found = new RenderedSecrets();
    for (RecordedRelease.Rendered rendered : release.rendered()) {
      for (Map<String, Object> tree : trees(rendered.text())) {
        if (isSecret(tree)) {
          map(tree.get("data"))
              .values()
              .forEach(value -> decoded(value).ifPresent(found.texts::add));
          map(tree.get("stringData")).values().forEach(value -> found.texts.add("" + value));
        }
      }
    }
    return found;
  }

  /** Returns whether the text went into a Secret. */
  boolean has(String text) {
    return text.length() >= SHORTEST
        && texts.stream()
            .anyMatch(
                secret ->
                    secret.equals(text) || text.length() >= SHORTEST_PART && secret.contains(text));
  }

  /** Returns the objects of a rendered document; none where it can't be read. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> trees(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return YamlReader.read("the rendered manifest", bytes, YamlSchema.KUBERNETES).stream()
          .map(YamlDocument::toTree)
          .filter(tree -> tree instanceof Map<?, ?>)
          .map(tree -> (Map<String, Object>) tree)
          .toList();
    } catch (DeployctlException unreadable) {
      return List.of();
    }
  }

  /** Returns whether the object is a Secret with something in it. */
  static boolean isSecret(Map<String, Object> tree) {
    return "Secret".equals(tree.get("kind"))
        && !(map(tree.get("data")).isEmpty() && map(tree.get("stringData")).isEmpty());
  }

  /** Returns the tree as a map; an empty one where it is anything else. */
  static Map<String, Object> map(Object tree) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }

  /** Returns the text that a value of {@code data} is, if it is one. */
  static Optional<String> decoded(Object value) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(String.valueOf(value));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return texts.size() + " texts";
  }
}
