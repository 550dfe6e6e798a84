package io.deployctl.providers.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.providers.helm.RecordedRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stands in for templates that nobody has any more: files with what they rendered, and one template
 * that prints them as they are. What was in a Secret is a value. For one chart.
 */
final class FrozenTemplates {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALUES = "renderedSecrets";

  private final NeededSecrets needed;
  private final List<String> root;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final StringBuilder template = new StringBuilder();

  FrozenTemplates(NeededSecrets needed, List<String> root) {
    this.needed = needed;
    this.root = root;
  }

  /** Adds a document that was rendered. */
  void add(RecordedRelease.Rendered rendered) {
    for (Map<String, Object> tree : RenderedSecrets.trees(rendered.text())) {
      String name = "rendered/%02d-%s.yaml".formatted(files.size() + 1, name(tree));
      if (RenderedSecrets.isSecret(tree)) {
        secret(name, tree);
      } else {
        template.append("---\n{{ .Files.Get ").append(quoted(name)).append(" }}\n");
        files.put(name, text(tree));
      }
    }
  }

  /** Returns the files, by path in the chart. */
  SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> all = new TreeMap<>(files);
    if (!files.isEmpty()) {
      all.put("templates/rendered.yaml", template.toString().getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }

  private void secret(String file, Map<String, Object> tree) {
    Map<String, Object> data = RenderedSecrets.map(tree.get("data"));
    Map<String, Object> texts = RenderedSecrets.map(tree.get("stringData"));
    Map<String, Object> bare = new LinkedHashMap<>(tree);
    bare.remove("data");
    bare.remove("stringData");
    String name = String.valueOf(RenderedSecrets.map(tree.get("metadata")).get("name"));
    template
        .append("---\n{{- $secret := .Files.Get ")
        .append(quoted(file))
        .append(" | fromYaml }}");
    entries("data", name, data, value -> RenderedSecrets.decoded(value).isPresent());
    entries("stringData", name, texts, value -> true);
    template.append("\n{{ toYaml $secret }}\n");
    files.put(file, text(bare));
  }

  private void entries(
      String field,
      String name,
      Map<String, Object> entries,
      java.util.function.Predicate<Object> isText) {
    if (entries.isEmpty()) {
      return;
    }
    template.append("\n{{- $_ := set $secret ").append(quoted(field)).append(" (dict");
    entries.forEach(
        (key, value) -> {
          List<String> path = new ArrayList<>(root);
          path.addAll(List.of(VALUES, name, key));
          needed.set(path, needed.reference(path));
          // Bytes that are no text are given in base64, as they are.
          String encode = field.equals("data") && isText.test(value) ? " | b64enc" : "";
          template
              .append(" ")
              .append(quoted(key))
              .append(" (index .Values ")
              .append(quoted(VALUES) + " " + quoted(name) + " " + quoted(key))
              .append(encode)
              .append(")");
        });
    template.append(") }}");
  }

  private static String name(Map<String, Object> tree) {
    Object name = RenderedSecrets.map(tree.get("metadata")).get("name");
    String plain = (tree.get("kind") + "-" + name).toLowerCase(java.util.Locale.ROOT);
    return plain.replaceAll("[^a-z0-9-]", "-").replaceFirst("(?<=^.{100}).*", "");
  }

  /** JSON is YAML; the rendered text itself could hold a document's end. */
  private static byte[] text(Map<String, Object> tree) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
