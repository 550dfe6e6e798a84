package io.deployctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.command.ImportRequest;
import io.deployctl.cli.command.ImportedProject;
import io.deployctl.cli.view.Yaml;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Target;
import io.deployctl.providers.importing.FoundNamespace;
import io.deployctl.providers.importing.FoundObject;
import io.deployctl.providers.importing.FoundRelease;
import io.deployctl.providers.importing.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what was found as the files of a project. For one project. */
final class ProjectWriter {
  private static final int LONGEST_STEP = 63;

  private final ImportRequest request;
  private final Target target;
  private final Imports.Findings found;
  private final ManifestNames names = new ManifestNames();
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Map<String, List<Map<String, Object>>> stages = new LinkedHashMap<>();
  private final Set<String> steps = new HashSet<>();
  private final ImportSummary summary;

  ProjectWriter(ImportRequest request, Target target, Imports.Findings found) {
    this.request = request;
    this.target = target;
    this.found = found;
    this.summary = new ImportSummary(request, target, found);
  }

  /** Returns the project. */
  ImportedProject project() {
    for (Part part : Part.values()) {
      found.namespaces().forEach(namespace -> part(part, namespace));
      if (part == Part.CONFIGURATION) {
        found.releases().forEach(this::release);
      }
    }
    put(".gitignore", "environments/local.yaml\n.terraform/\n");
    put(
        "environments/default.yaml",
        "# Values for all environments; `{{ a.b }}` in templates, `${a.b}` in deployctl.yaml.\n");
    put(
        "environments/" + request.environment() + ".yaml",
        "# Values for " + request.environment() + " only, over those of default.yaml.\n");
    put("deployctl.yaml", new ProjectFile(request, target, stages).text());
    return new ImportedProject(files, summary.report());
  }

  private void part(Part part, FoundNamespace namespace) {
    List<FoundObject> objects =
        namespace.objects().stream().filter(object -> object.part() == part).toList();
    if (objects.isEmpty()) {
      return;
    }
    boolean main = namespace.namespace().equals(request.namespace());
    String step =
        step(main ? part.stepName() : namespace.namespace() + "-" + part.stepName(), part.name());
    String directory = "manifests/" + step;
    for (FoundObject object : objects) {
      ObjectNode manifest = main ? object.manifest() : placed(object);
      String file = names.of(directory, object.id());
      put(file, Yaml.file(manifest));
      object.notes().forEach(note -> summary.remark(file, note));
    }
    Map<String, Object> settings = Map.of("paths", List.of(directory));
    stage(part.stepName()).add(entry(step, "manifests", settings));
    summary.objects(step, objects.stream().map(FoundObject::id).toList());
  }

  /** Returns the manifest with its namespace, which is not the environment's. */
  private static ObjectNode placed(FoundObject object) {
    ObjectNode manifest = object.manifest().deepCopy();
    ObjectNode metadata = (ObjectNode) manifest.path("metadata");
    ObjectNode before = metadata.deepCopy();
    metadata.removeAll();
    metadata.set("name", before.path("name"));
    metadata.put("namespace", object.id().namespace());
    before.remove("name");
    metadata.setAll(before);
    return manifest;
  }

  private void release(FoundRelease release) {
    String step = step(release.name(), "release");
    String chart = "charts/" + step;
    release.documents().forEach((name, tree) -> put(chart + "/" + name, Yaml.file(tree)));
    release.files().forEach((name, bytes) -> files.put(chart + "/" + name, bytes));
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("chart", chart);
    if (!step.equals(release.name())) {
      settings.put("release", release.name());
    }
    if (!release.namespace().equals(request.namespace())) {
      settings.put("namespace", release.namespace());
    }
    if (!release.values().isEmpty()) {
      String values = "helm/" + step + "-values.yaml";
      put(values, Yaml.file(release.values()));
      settings.put("values", List.of(values));
    }
    if (!release.set().isEmpty()) {
      settings.put("set", release.set());
    }
    stage("releases").add(entry(step, "helm", settings));
    summary.release(step, chart, release);
  }

  private String step(String wanted, String prefix) {
    String name = asStep(wanted);
    for (int number = 1; !steps.add(name); number++) {
      name = asStep(prefix + "-" + wanted + (number == 1 ? "" : "-" + number));
    }
    return name;
  }

  private static String asStep(String text) {
    String plain =
        text.toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9-]", "-")
            .replaceFirst("^(?![a-z])", "step-");
    String name = plain.substring(0, Math.min(plain.length(), LONGEST_STEP)).replaceAll("-+$", "");
    return new StepId(name).name();
  }

  private List<Map<String, Object>> stage(String name) {
    return stages.computeIfAbsent(name, stage -> new ArrayList<>());
  }

  private static Map<String, Object> entry(String name, String provider, Object settings) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put(provider, settings);
    return entry;
  }

  private void put(String file, String text) {
    files.put(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns {@code 2 Deployment, 1 StatefulSet} as a list. */
  static List<String> counted(List<ResourceId> ids) {
    SortedMap<String, Integer> kinds = new TreeMap<>();
    ids.forEach(id -> kinds.merge(id.kind(), 1, Integer::sum));
    List<String> counts = new ArrayList<>();
    kinds.forEach((kind, number) -> counts.add(number + " " + kind));
    return counts;
  }
}
