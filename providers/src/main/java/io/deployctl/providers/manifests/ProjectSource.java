package io.deployctl.providers.manifests;

import io.deployctl.core.config.Resolved;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.schema.Settings;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.template.DocumentRenderer;
import io.deployctl.core.template.Rendering;
import io.deployctl.core.value.Redactor;
import io.deployctl.core.value.Tagger;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.InputDigest;
import io.deployctl.providers.kubernetes.client.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads and renders what a project's step names. Finds all problems before it gives up. */
final class ProjectSource {
  private static final int SIDE_BY_SIDE = 4;

  private final Path projectDirectory;
  private final Settings settings;
  private final Value.Mapping values;
  private final Redactor redactor;
  private final DocumentRenderer renderer;
  private final Diagnostics problems = new Diagnostics();
  private final List<Manifest> manifests = new ArrayList<>();
  private final Set<StepOutputRef> shapeWaitsOn = new TreeSet<>();
  private final InputDigest digest;

  ProjectSource(StepScope scope, DocumentRenderer renderer) {
    this(
        scope.projectDirectory(),
        new Resolved(scope.settings(), scope.values()),
        scope.tagger(),
        scope.redactor(),
        renderer);
  }

  /**
   * Makes one for a step that knows no environment yet.
   *
   * @param tagger makes the tags by which secrets count in the digest
   * @param redactor gets to know the step's secrets
   */
  ProjectSource(
      Path projectDirectory,
      Resolved step,
      Tagger tagger,
      Redactor redactor,
      DocumentRenderer renderer) {
    this.projectDirectory = projectDirectory;
    this.settings = step.settings();
    this.values = step.values();
    this.redactor = redactor;
    this.renderer = renderer;
    this.digest = new InputDigest(tagger);
  }

  /**
   * Returns the step's manifests.
   *
   * @throws DeployctlException with every problem
   */
  Source read() {
    ManifestsSettings execution = ManifestsSettings.of(settings);
    register(values, redactor);
    register(settings.mapping(), redactor);
    digest.add("settings", settings.mapping()).add("values", values);
    Optional<String> blueprint = settings.optionalText("blueprint");
    List<String> paths = settings.texts("paths");
    if (blueprint.isEmpty() && paths.isEmpty()) {
      throw DeployctlException.invalid(nothingNamed());
    }
    if (blueprint.isEmpty() && settings.find("with").isPresent()) {
      Diagnostic lonely =
          Diagnostic.error("invalid-setting", "`with` is for a blueprint, and none is named");
      problems.add(settings.position("with").map(lonely::at).orElse(lonely));
    }
    blueprint.ifPresent(name -> readBlueprint(name));
    ManifestFiles files = new ManifestFiles(projectDirectory, problems);
    render(files.find(paths, settings.position("paths")), values);
    problems.throwIfErrors();
    return new Source(
        manifests, shapeWaitsOn, IgnoreRule.of(settings), execution, digest.digest(), false);
  }

  private void readBlueprint(String name) {
    Optional<SourcePosition> position = settings.position("blueprint");
    try {
      Blueprint blueprint = Blueprint.find(projectDirectory, name, position);
      Value.Mapping with =
          blueprint.fill(settings.map("with"), settings.position("with"), problems);
      if (problems.hasErrors()) {
        return;
      }
      Map<String, Value> seen = new LinkedHashMap<>(values.entries());
      seen.put("with", with);
      Value.Mapping all = new Value.Mapping(seen, values.origins());
      ManifestFiles files = new ManifestFiles(projectDirectory, problems);
      render(files.find(List.of("templates/" + name), position), all);
    } catch (DeployctlException wrong) {
      problems.addAll(wrong.diagnostics());
    }
  }

  /** Files are rendered side by side, and put together in their order. */
  private void render(List<Path> files, Value.Mapping seen) {
    if (files.isEmpty()) {
      return;
    }
    try (Workers workers = new Workers(Math.min(SIDE_BY_SIDE, files.size()))) {
      for (Rendered rendered : workers.map(files, file -> render(file, seen))) {
        rendered.content().ifPresent(bytes -> digest.add(rendered.name(), bytes));
        shapeWaitsOn.addAll(rendered.shapeWaitsOn());
        manifests.addAll(rendered.manifests());
        problems.addAll(rendered.problems());
      }
    }
  }

  private Rendered render(Path file, Value.Mapping seen) {
    String name = projectDirectory.relativize(file).toString();
    Optional<byte[]> content = Optional.empty();
    Diagnostics wrong = new Diagnostics();
    List<Manifest> read = new ArrayList<>();
    Set<StepOutputRef> waits = Set.of();
    try {
      content = Optional.of(Files.readAllBytes(file));
      Rendering rendering = renderer.render(projectDirectory, file, seen);
      waits = rendering.shapeWaitsOn();
      ManifestReader reader = new ManifestReader(wrong);
      rendering.documents().forEach(document -> read.addAll(reader.read(document)));
    } catch (DeployctlException refused) {
      wrong.addAll(refused.diagnostics());
    } catch (IOException unreadable) {
      wrong.add(
          Diagnostic.error("unreadable-file", "can't read " + name)
              .at(SourcePosition.ofFile(name)));
    }
    return new Rendered(name, content, waits, read, wrong.list());
  }

  /** What became of one file. */
  private record Rendered(
      String name,
      Optional<byte[]> content,
      Set<StepOutputRef> shapeWaitsOn,
      List<Manifest> manifests,
      List<Diagnostic> problems) {}

  private Diagnostic nothingNamed() {
    Diagnostic diagnostic =
        Diagnostic.error("missing-setting", "a manifests step needs `paths` or a `blueprint`");
    return settings.position("paths").map(diagnostic::at).orElse(diagnostic);
  }

  private static void register(Value value, Redactor redactor) {
    if (value instanceof Value.Secret secret) {
      redactor.register(secret.text());
    } else if (value instanceof Value.Mapping mapping) {
      mapping.entries().values().forEach(entry -> register(entry, redactor));
    } else if (value instanceof Value.Sequence sequence) {
      sequence.items().forEach(item -> register(item, redactor));
    }
  }
}
