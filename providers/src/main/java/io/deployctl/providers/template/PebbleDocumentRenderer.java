package io.deployctl.providers.template;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.core.template.RenderedDocument;
import io.deployctl.core.template.Rendering;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Renders templates with Pebble, strictly and within bounds; reads other files as they are. */
public final class PebbleDocumentRenderer implements DocumentRenderer {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private final Watchdog watchdog;

  /** Makes a renderer that gives each rendering ten seconds. */
  public PebbleDocumentRenderer() {
    this(TIME_LIMIT);
  }

  /** Makes a renderer that gives each rendering the given time. */
  PebbleDocumentRenderer(Duration limit) {
    this.watchdog = new Watchdog(requireNonNull(limit, "limit is null"));
  }

  @Override
  public Rendering render(Path projectDirectory, Path file, Value.Mapping values) {
    String name = name(projectDirectory, file);
    if (!isTemplate(file)) {
      return plain(YamlReader.readFile(file, name, YamlSchema.KUBERNETES), values);
    }
    Template template = new Template(name, TemplateSource.read(file, name), watchdog);
    Template.Output output;
    try {
      output = template.render(Pass.REAL, values);
    } catch (Template.Failed failed) {
      Set<StepOutputRef> outputs = failed.trace().total().outputs();
      if (failed.dependsOnValues() && !outputs.isEmpty()) {
        // A stand-in is in the way: nothing can be said before the output is known.
        return new Rendering(List.of(), outputs);
      }
      throw failed.error();
    }
    TemplateReading real = new TemplateReading(name, output);
    TemplateAnalysis analysis = new TemplateAnalysis(template, values, name, real);
    analysis.run();
    return assembled(real, analysis);
  }

  private static boolean isTemplate(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".tmpl.yaml") || name.endsWith(".tmpl.yml");
  }

  private static Rendering assembled(TemplateReading real, TemplateAnalysis analysis) {
    List<RenderedDocument> documents = new ArrayList<>();
    for (int i = 0; i < real.documents().size(); i++) {
      YamlDocument document = real.documents().get(i);
      if (!document.isEmpty()) {
        Map<ValuePath, SourcePosition> places = new LinkedHashMap<>();
        document.positions().forEach((path, place) -> places.put(path, real.templatePlace(place)));
        SourcePosition place = real.templatePlace(document.position());
        documents.add(
            new RenderedDocument(
                tree(document, place),
                analysis.sensitive().get(i),
                analysis.waiting().get(i),
                place,
                places,
                analysis.uses().get(i),
                true));
      }
    }
    return new Rendering(documents, analysis.shapeWaitsOn());
  }

  private static Rendering plain(List<YamlDocument> read, Value.Mapping values) {
    SecretTexts net = new SecretTexts(values);
    List<RenderedDocument> documents = new ArrayList<>();
    for (YamlDocument document : read) {
      if (!document.isEmpty()) {
        Set<ValuePath> sensitive = net.isEmpty() ? Set.of() : sensitive(document, net);
        SourcePosition place = document.position();
        documents.add(
            new RenderedDocument(
                tree(document, place), sensitive, Map.of(), place, document.positions()));
      }
    }
    return new Rendering(documents, Set.of());
  }

  private static Set<ValuePath> sensitive(YamlDocument document, SecretTexts net) {
    Set<ValuePath> sensitive = new HashSet<>();
    for (Map.Entry<ValuePath, Optional<Object>> leaf : Leaves.of(document).values().entrySet()) {
      if (net.isIn(leaf.getValue().orElse(null))) {
        sensitive.add(leaf.getKey());
      }
    }
    return sensitive;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(YamlDocument document, SourcePosition place) {
    if (document.toTree() instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw DeployctlException.invalid(
        Diagnostic.error(
                "not-a-map", "can't read " + place.file() + ": a document must be a map of keys")
            .at(place));
  }

  private static String name(Path projectDirectory, Path file) {
    Path root = projectDirectory.toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
