package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the files of an environment's layers, YAML and {@code .env}. */
final class LayerFiles {
  /** Where the layers are, in the project. */
  static final String DIRECTORY = "environments";

  private static final int MAXIMUM_BYTES = 1024 * 1024;
  private static final Set<String> RESERVED = Set.of("env", "steps");

  private final Path directory;
  private final ProjectSpec project;
  private final Diagnostics problems;
  private boolean unreadable;

  LayerFiles(Path directory, ProjectSpec project, Diagnostics problems) {
    this.directory = directory;
    this.project = project;
    this.problems = problems;
  }

  /** Returns the layers of the environment that have files, lowest first. */
  List<Layer> read(String environment) {
    Set<String> names = new LinkedHashSet<>(List.of("default", environment, "local"));
    List<Layer> yaml = new ArrayList<>();
    for (String name : names) {
      readYaml(name).ifPresent(values -> yaml.add(layer(name, values)));
    }
    List<Layer> layers = new ArrayList<>();
    for (String name : names) {
      yaml.stream().filter(layer -> layer.name().equals(name)).forEach(layers::add);
      readEnv(name, yaml).ifPresent(values -> layers.add(layer(name, values)));
    }
    return layers;
  }

  /** Returns whether a file was there and is no map at all, so that values are missing. */
  boolean isUnreadable() {
    return unreadable;
  }

  private static Layer layer(String name, Raw.Mapping values) {
    Layer.Kind kind = name.equals("local") ? Layer.Kind.LOCAL : Layer.Kind.COMMITTED;
    return new Layer(name, kind, ValuePath.ROOT, values);
  }

  private Optional<Raw.Mapping> readYaml(String name) {
    String fileName = DIRECTORY + "/" + name + ".yaml";
    warnOfOtherEnding(name);
    if (!Files.exists(directory.resolve(fileName))) {
      return Optional.empty();
    }
    try {
      List<YamlDocument> documents =
          YamlReader.readFile(directory.resolve(fileName), fileName, YamlSchema.CORE);
      if (documents.isEmpty() || documents.size() == 1 && documents.get(0).isEmpty()) {
        return Optional.empty();
      }
      if (documents.size() == 1 && documents.get(0).root() instanceof YamlNode.Mapping root) {
        refuseReserved(root);
        return Optional.of((Raw.Mapping) RawValues.of(root, name, true));
      }
      problems.add(
          Diagnostic.error("wrong-type", fileName + " must be one YAML map")
              .at(documents.get(documents.size() - 1).position()));
    } catch (DeployctlException invalid) {
      problems.addAll(invalid.diagnostics());
    }
    unreadable = true;
    return Optional.empty();
  }

  private void warnOfOtherEnding(String name) {
    String other = DIRECTORY + "/" + name + ".yml";
    if (Files.exists(directory.resolve(other))) {
      problems.add(
          Diagnostic.warning("unread-file", other + " is not read")
              .at(SourcePosition.ofFile(other))
              .hint("Rename it to " + name + ".yaml"));
    }
  }

  private void refuseReserved(YamlNode.Mapping root) {
    for (String key : RESERVED) {
      if (root.entries().containsKey(key)) {
        problems.add(
            Diagnostic.error("reserved-key", "`" + key + "` is a name of deployctl's own")
                .at(root.entries().get(key).keyPosition())
                .hint("Give the value another name"));
      }
    }
  }

  private Optional<Raw.Mapping> readEnv(String name, List<Layer> yaml) {
    String fileName = DIRECTORY + "/" + name + ".env";
    Path file = directory.resolve(fileName);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] content = stream.readNBytes(MAXIMUM_BYTES + 1);
      if (content.length > MAXIMUM_BYTES) {
        throw new IOException("it is larger than 1 MiB");
      }
      Raw.Mapping below = LayerMerger.merge(yaml, new Diagnostics());
      return Optional.of(apply(name, DotEnvFile.read(fileName, content, problems), below));
    } catch (IOException unreadableFile) {
      problems.add(
          Diagnostic.error(
                  "unreadable-file", "can't read " + fileName + ": " + unreadableFile.getMessage())
              .at(SourcePosition.ofFile(fileName)));
    } catch (DeployctlException invalid) {
      problems.addAll(invalid.diagnostics());
    }
    unreadable = true;
    return Optional.empty();
  }

  private Raw.Mapping apply(String layer, List<DotEnvFile.Entry> entries, Raw.Mapping below) {
    Map<ValuePath, Raw> known = RawTree.keys(below);
    Set<ValuePath> paths = new LinkedHashSet<>(known.keySet());
    paths.addAll(project.inputs().keySet());
    VariableNames names = new VariableNames(paths);
    Raw.Mapping values = LayerMerger.NOTHING;
    for (DotEnvFile.Entry entry : entries) {
      String name = withoutPrefix(entry.name().toUpperCase(Locale.ROOT));
      List<ValuePath> candidates = names.candidates(name);
      if (candidates.size() > 1) {
        problems.add(Overrides.ambiguous(entry.name(), "", candidates).at(entry.position()));
        continue;
      }
      // A file of variables declares its names: one that is no key yet becomes one.
      ValuePath path =
          candidates.isEmpty()
              ? ValuePath.parse(name.toLowerCase(Locale.ROOT).replace("__", "."))
              : candidates.get(0);
      Origin origin = new Origin.Layer(layer, entry.position());
      Raw value = value(entry, Optional.ofNullable(known.get(path)), origin);
      values = LayerMerger.merge(values, RawTree.single(path, value, origin), new Diagnostics());
    }
    return values;
  }

  private Raw value(DotEnvFile.Entry entry, Optional<Raw> below, Origin origin) {
    boolean typed = below.isPresent() && !(below.get() instanceof Raw.Scalar s && s.isNull());
    boolean template = !entry.literal();
    if (!typed && (entry.quoted() || entry.value().startsWith("{"))) {
      return new Raw.Scalar(Optional.of(entry.value()), template, false, false, origin);
    }
    try {
      return new ValueText(entry.name(), origin, template).convert(entry.value(), below);
    } catch (DeployctlException wrongType) {
      problems.addAll(wrongType.diagnostics());
      return below.orElseThrow();
    }
  }

  private String withoutPrefix(String name) {
    String prefix = project.envPrefix() + "_";
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
