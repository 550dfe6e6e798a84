package io.deployctl.providers.manifests;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory under the project's {@code templates/} that stands for a set of manifests with
 * parameters. Its {@value #FILE} declares them:
 *
 * <pre>{@code
 * doc: A web server
 * parameters:
 *   - {name: port, type: integer, default: 8080, doc: Port that the container listens on}
 * }</pre>
 *
 * @param directory the directory
 * @param parameters what it takes, by name
 */
record Blueprint(Path directory, Map<String, BlueprintParameter> parameters) {
  /** The name of the file that makes a directory a blueprint. */
  static final String FILE = "blueprint.yaml";

  private static final List<String> KEYS = List.of("doc", "parameters");

  /**
   * Finds a project's blueprint.
   *
   * @param project the project's directory
   * @param name the blueprint's
   * @param position where it is asked for
   * @throws DeployctlException when there is none, or its file is wrong
   */
  static Blueprint find(Path project, String name, Optional<SourcePosition> position) {
    Path templates = project.resolve("templates");
    Path file = templates.resolve(name).resolve(FILE).normalize();
    if (!file.startsWith(templates.normalize()) || !Files.isRegularFile(file)) {
      throw DeployctlException.invalid(unknown(templates, name, position));
    }
    String shown = "templates/" + name + "/" + FILE;
    List<YamlDocument> documents = YamlReader.readFile(file, shown, YamlSchema.CORE);
    Diagnostics problems = new Diagnostics();
    Map<String, BlueprintParameter> parameters = new LinkedHashMap<>();
    for (YamlDocument document : documents) {
      if (document.root() instanceof YamlNode.Mapping mapping) {
        read(mapping, parameters, problems);
      } else if (!document.isEmpty()) {
        problems.add(
            Diagnostic.error("invalid-blueprint", "a blueprint must be a map")
                .at(document.position()));
      }
    }
    problems.throwIfErrors();
    return new Blueprint(file.getParent(), parameters);
  }

  /**
   * Returns what templates see under {@code with}: the given values and the defaults of the others.
   *
   * @param given what the step says
   * @param position where the step says it
   * @param problems takes what is missing, unknown or of a wrong type
   */
  Value.Mapping fill(Value.Mapping given, Optional<SourcePosition> position, Diagnostics problems) {
    Map<String, Value> filled = new LinkedHashMap<>();
    for (BlueprintParameter parameter : parameters.values()) {
      Value value = given.entries().get(parameter.name());
      if (value == null || isNull(value)) {
        if (parameter.required()) {
          String summary = "the blueprint needs `with." + parameter.name() + "`";
          Diagnostic missing = Diagnostic.error("missing-parameter", summary);
          problems.add(
              position.map(missing::at).orElse(missing).hint(parameter.doc().orElse("Set it")));
        }
        filled.put(parameter.name(), parameter.defaultValue());
      } else {
        parameter.check(value, position).ifPresent(problems::add);
        filled.put(parameter.name(), value);
      }
    }
    for (Map.Entry<String, Value> entry : given.entries().entrySet()) {
      if (!parameters.containsKey(entry.getKey())) {
        problems.add(unknownParameter(entry.getKey(), entry.getValue(), position));
      }
    }
    return new Value.Mapping(filled, given.origins());
  }

  private Diagnostic unknownParameter(String name, Value value, Optional<SourcePosition> position) {
    Diagnostic unknown =
        Diagnostic.error("unknown-parameter", "the blueprint has no parameter `" + name + "`");
    Diagnostic placed =
        BlueprintParameter.place(value).or(() -> position).map(unknown::at).orElse(unknown);
    return Suggestion.nearest(name, parameters.keySet())
        .map(near -> placed.hint("Did you mean `" + near + "`?"))
        .orElse(placed.detail("it has: " + String.join(", ", parameters.keySet())));
  }

  private static boolean isNull(Value value) {
    return value instanceof Value.Scalar scalar && scalar.data().isEmpty();
  }

  private static void read(
      YamlNode.Mapping mapping, Map<String, BlueprintParameter> parameters, Diagnostics problems) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!KEYS.contains(key)) {
                problems.add(
                    Diagnostic.error("unknown-key", "a blueprint has no key `" + key + "`")
                        .at(entry.keyPosition())
                        .hint("It has `doc` and `parameters`"));
              }
            });
    mapping
        .find("parameters")
        .ifPresent(
            node -> {
              if (!(node instanceof YamlNode.Sequence sequence)) {
                problems.add(
                    Diagnostic.error("invalid-blueprint", "`parameters` must be a list")
                        .at(node.position()));
                return;
              }
              for (YamlNode item : sequence.items()) {
                BlueprintParameter.read(item, problems)
                    .ifPresent(parameter -> add(parameter, item, parameters, problems));
              }
            });
  }

  private static void add(
      BlueprintParameter parameter,
      YamlNode item,
      Map<String, BlueprintParameter> parameters,
      Diagnostics problems) {
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      String summary = "the parameter `" + parameter.name() + "` is there twice";
      problems.add(Diagnostic.error("duplicate-key", summary).at(item.position()));
    }
  }

  private static Diagnostic unknown(
      Path templates, String name, Optional<SourcePosition> position) {
    List<String> known = new ArrayList<>();
    if (Files.isDirectory(templates)) {
      try (Stream<Path> directories = Files.list(templates)) {
        directories
            .filter(directory -> Files.isRegularFile(directory.resolve(FILE)))
            .map(directory -> directory.getFileName().toString())
            .sorted()
            .forEach(known::add);
      } catch (IOException unreadable) {
        known.clear();
      }
    }
    Diagnostic diagnostic =
        Diagnostic.error("unknown-blueprint", "the project has no blueprint `" + name + "`");
    Diagnostic placed = position.map(diagnostic::at).orElse(diagnostic);
    return Suggestion.nearest(name, known)
        .map(near -> placed.hint("Did you mean `" + near + "`?"))
        .orElse(placed.hint("A blueprint is a directory of templates/ with a " + FILE));
  }

  /** Returns a node's tree as a value. */
  static Value value(YamlNode node) {
    Set<Origin> origins = Set.of(new Origin.Layer("blueprint", node.position()));
    if (node instanceof YamlNode.Mapping mapping) {
      Map<String, Value> entries = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> entries.put(key, value(entry.value())));
      return new Value.Mapping(entries, origins);
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return new Value.Sequence(sequence.items().stream().map(Blueprint::value).toList(), origins);
    }
    Optional<Object> data = ((YamlNode.Scalar) node).data().map(Blueprint::scalar);
    return new Value.Scalar(data, origins);
  }

  private static Object scalar(Object data) {
    if (data instanceof Integer integer) {
      return integer.longValue();
    }
    return data instanceof Double number ? java.math.BigDecimal.valueOf(number) : data;
  }
}
