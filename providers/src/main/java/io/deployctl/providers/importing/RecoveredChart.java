package io.deployctl.providers.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.helm.RecordedRelease;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart as Helm's record of a release has it. Helm does not keep the templates of dependencies;
 * in their place stands what they rendered. For one release.
 */
final class RecoveredChart {
  private static final Pattern USED = Pattern.compile("\\b(?:include|template)\\s+\"([^\"]+)\"");
  private static final Pattern DEFINED = Pattern.compile("\\bdefine\\s+\"([^\"]+)\"");
  private static final Set<String> REQUIREMENTS = Set.of("requirements.yaml", "requirements.lock");

  private final RecordedRelease release;
  private final NeededSecrets needed;
  private final SortedMap<String, JsonNode> documents = new TreeMap<>();
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Set<String> frozen = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  RecoveredChart(RecordedRelease release, NeededSecrets needed) {
    this.release = release;
    this.needed = needed;
  }

  /**
   * Makes the chart's files.
   *
   * @throws DeployctlException when what is recorded does not make a chart
   */
  void recover() {
    JsonNode chart = release.chart();
    decode(chart.path("files"));
    ObjectNode metadata = chart.path("metadata").deepCopy();
    metadata.put("apiVersion", "v2");
    metadata.remove("dependencies");
    documents.put("Chart.yaml", metadata);
    String schema = chart.path("schema").asText("");
    if (!schema.isEmpty()) {
      files.put("values.schema.json", bytes(schema, "values.schema.json"));
    }
    Set<String> missing = missingTemplates();
    if (missing.isEmpty()) {
      decode(chart.path("templates"));
      dependencies(metadata);
    } else {
      freeze("", "", List.of());
      chart.path("values").fieldNames().forEachRemaining(frozen::add);
      notes.add(
          "its templates use `"
              + String.join("`, `", missing)
              + "` of a dependency, which Helm does not record: what they rendered is written"
              + " instead, so values have no effect until the chart itself is put in its place");
    }
  }

  /** Returns the files that are YAML, by path. */
  SortedMap<String, JsonNode> documents() {
    return documents;
  }

  /** Returns the other files, by path. */
  SortedMap<String, byte[]> files() {
    return files;
  }

  /** Returns the keys of values that have no effect, because what they rendered is written. */
  Set<String> frozen() {
    return frozen;
  }

  /** Returns what to know of the chart. */
  List<String> notes() {
    return notes;
  }

  private void dependencies(ObjectNode metadata) {
    ArrayNode stubs = JsonNodeFactory.instance.arrayNode();
    for (JsonNode dependency : release.chart().path("metadata").path("dependencies")) {
      String name = directory(dependency.path("alias").asText(dependency.path("name").asText()));
      String version = dependency.path("version").asText();
      ObjectNode stub = dependency.deepCopy();
      stub.remove(List.of("alias", "enabled", "repository"));
      stubs.add(stub.put("name", name));
      String directory = "charts/" + name + "/";
      documents.put(directory + "Chart.yaml", stub(name, version));
      freeze(directory, directory, List.of(name));
      frozen.add(name);
      String repository = dependency.path("repository").asText("");
      notes.add(
          "Helm does not record the templates of its dependency `%s` %s%s: what they rendered is written instead, so values for it have no effect until that chart is put in its place"
              .formatted(name, version, repository.isEmpty() ? "" : " of " + repository));
    }
    if (!stubs.isEmpty()) {
      metadata.set("dependencies", stubs);
    }
  }

  private static ObjectNode stub(String name, String version) {
    String exact = version.matches("v?\\d+(\\.\\d+){0,2}([-+].*)?") ? version : "0.0.0";
    return JsonNodeFactory.instance
        .objectNode()
        .put("apiVersion", "v2")
        .put("name", name)
        .put("version", exact);
  }

  /**
   * Writes what was rendered as files that are printed as they are.
   *
   * @param part whose templates are meant, in the chart; empty for all
   * @param directory where to
   * @param values under which key its values are
   */
  private void freeze(String part, String directory, List<String> values) {
    String source = release.chartName() + "/" + part;
    FrozenTemplates templates = new FrozenTemplates(needed, values);
    for (RecordedRelease.Rendered rendered : release.rendered()) {
      if (rendered.source().startsWith(source)) {
        templates.add(rendered);
      }
    }
    templates.files().forEach((name, bytes) -> files.put(directory + name, bytes));
  }

  /** Returns the named templates that are used and not in the record. */
  private Set<String> missingTemplates() {
    Set<String> used = new HashSet<>();
    Set<String> defined = new HashSet<>();
    for (JsonNode template : release.chart().path("templates")) {
      String text =
          new String(
              bytes(template.path("data").asText(), template.path("name").asText()),
              StandardCharsets.UTF_8);
      collect(USED, text, used);
      collect(DEFINED, text, defined);
    }
    used.removeAll(defined);
    return new java.util.TreeSet<>(used);
  }

  private static void collect(Pattern pattern, String text, Set<String> names) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }

  private void decode(JsonNode list) {
    for (JsonNode file : list) {
      String name = file.path("name").asText();
      if (!REQUIREMENTS.contains(name)) {
        files.put(inside(name), bytes(file.path("data").asText(), name));
      }
    }
  }

  /** A record is only as good as who wrote it: a name must not lead out of the chart. */
  private String inside(String name) {
    boolean plain =
        name.matches("[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*")
            && List.of(name.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (plain) {
      return name;
    }
    throw broken("it has a file with the name `" + name + "`");
  }

  private String directory(String name) {
    if (name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      return name;
    }
    throw broken("it has a dependency with the name `" + name + "`");
  }

  private byte[] bytes(String base64, String name) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw broken("its file `" + name + "` can't be read");
    }
  }

  private DeployctlException broken(String why) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "chart-not-recovered", "the chart of " + release + " can't be recovered: " + why)
            .hint("write the step by hand, with the chart itself"));
  }
}
