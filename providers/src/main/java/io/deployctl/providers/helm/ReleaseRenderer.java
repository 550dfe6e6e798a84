package io.deployctl.providers.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import io.deployctl.providers.input.PrivateFiles;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.process.ToolFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has Helm render a release as it would install it now, against the cluster ({@code lookup} works,
 * ownership is checked), without touching anything.
 */
final class ReleaseRenderer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StepScope scope;
  private final HelmCli cli;
  private final Cluster cluster;
  private final ReleaseSpec spec;
  private final Path chart;
  private boolean kindsMissing;
  private Optional<Map<String, String>> history = Optional.empty();

  ReleaseRenderer(StepScope scope, HelmCli cli, Cluster cluster, ReleaseSpec spec, Path chart) {
    this.scope = scope;
    this.cli = cli;
    this.cluster = cluster;
    this.spec = spec;
    this.chart = chart;
  }

  /** Writes values where only the user and helm can read them, and returns the file. */
  static Path valuesFile(StepScope scope, Map<String, Object> values) {
    return PrivateFiles.write(
        scope.workDirectory().resolve("values.json").toAbsolutePath(), json(values));
  }

  static byte[] json(Object tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always JSON", impossible);
    }
  }

  /**
   * Renders.
   *
   * @throws DeployctlException with the chart's own message when it does not render
   */
  Manifest render(Map<String, Object> values) {
    Path file = valuesFile(scope, values);
    if (!kindsMissing) {
      try {
        return dryRun(file);
      } catch (DeployctlException refused) {
        if (!isAboutKinds(refused)) {
          throw refused;
        }
        kindsMissing = true;
      }
    }
    return template(file);
  }

  /** Returns kinds that the manifest uses and neither the cluster nor the chart's crds/ have. */
  Set<String> unknownKinds(Manifest manifest) {
    Set<String> unknown = new TreeSet<>();
    for (HelmObject object : manifest.all()) {
      if (cluster.resource(object.apiVersion(), object.id().kind()).isEmpty()) {
        unknown.add(object.id().kind());
      }
    }
    if (!unknown.isEmpty() && !spec.skipCrds()) {
      unknown.removeAll(kindsOfTheChart());
    }
    return unknown;
  }

  private Manifest dryRun(Path file) {
    List<String> arguments =
        new ArrayList<>(
            List.of("upgrade", spec.release(), chart.toString(), "--install", "--dry-run=server"));
    arguments.addAll(List.of("--output", "json", "--namespace", spec.namespace()));
    // Without values of its own, an upgrade would take those of the last revision again.
    arguments.add("--reset-values");
    arguments.addAll(List.of("--values", file.toString()));
    if (spec.skipCrds()) {
      arguments.add("--skip-crds");
    }
    String json = cli.document(arguments, history(), messages());
    return HelmRevision.manifest(release(json), cluster, spec.namespace());
  }

  /** An answer without a release must not pass for a chart without objects. */
  private JsonNode release(String json) {
    DeployctlException unreadable =
        DeployctlException.failed(ToolFailure.unreadable("helm", "`helm upgrade --dry-run`"));
    try {
      JsonNode release = JSON.readTree(json);
      if (release.path("name").asText().equals(spec.release())) {
        return release;
      }
    } catch (JsonProcessingException broken) {
      // Its message may quote the document, which holds secrets: the cause stays behind.
      throw unreadable;
    }
    throw unreadable;
  }

  /**
   * Helm refuses to render on a pending revision. Of one that was cut off, it is shown the history
   * as the run will leave it, through the driver that keeps history in memory. A chart is rendered
   * more than once to find what differs; the history is read once.
   */
  private Map<String, String> history() {
    if (history.isEmpty()) {
      history = Optional.of(readHistory());
    }
    return history.get();
  }

  private Map<String, String> readHistory() {
    if (scope.unfinished().isEmpty() && scope.previous().isEmpty()) {
      return Map.of();
    }
    HelmHistory found = HelmHistory.read(cluster, spec);
    if (found.latest().flatMap(new CutOff(scope)::by).isEmpty()) {
      return Map.of();
    }
    Path file =
        PrivateFiles.write(
            scope.workDirectory().resolve("history.json").toAbsolutePath(),
            json(found.withLatestFailed()));
    return Map.of("HELM_DRIVER", "memory", "HELM_MEMORY_DRIVER_DATA", file.toString());
  }

  /** Renders without checking objects against the cluster's kinds, some of which are to come. */
  private Manifest template(Path file) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                spec.release(),
                chart.toString(),
                "--dry-run=server",
                "--namespace",
                spec.namespace(),
                "--values",
                file.toString()));
    // `helm template` takes the cluster's objects from the server, but not its version.
    cluster
        .target()
        .version()
        .ifPresent(version -> arguments.addAll(List.of("--kube-version", version)));
    Manifest manifest = new Manifest();
    String text = cli.document(arguments, Map.of(), messages());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    for (YamlDocument document :
        YamlReader.read("the rendered manifest", bytes, YamlSchema.KUBERNETES)) {
      if (document.toTree() instanceof Map<?, ?> tree) {
        String source =
            Manifest.template(lines, document.position().line())
                .map(name -> Manifest.SOURCE + name + "\n")
                .orElse("");
        String one = source + new String(json(tree), StandardCharsets.UTF_8);
        manifest.add(one, hookEvents(tree), cluster, spec.namespace());
      }
    }
    return manifest;
  }

  private static String hookEvents(Map<?, ?> tree) {
    return tree.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("annotations") instanceof Map<?, ?> annotations
            && annotations.get("helm.sh/hook") != null
        ? annotations.get("helm.sh/hook").toString()
        : "";
  }

  private Set<String> kindsOfTheChart() {
    ToolResult result =
        cli.offline(List.of("show", "crds", chart.toString()), scope.workDirectory());
    Set<String> kinds = new TreeSet<>();
    if (result.succeeded()) {
      byte[] bytes = result.output().getBytes(StandardCharsets.UTF_8);
      for (YamlDocument document :
          YamlReader.read("the chart's crds", bytes, YamlSchema.KUBERNETES)) {
        if (document.toTree() instanceof Map<?, ?> tree
            && tree.get("spec") instanceof Map<?, ?> crd
            && crd.get("names") instanceof Map<?, ?> names) {
          kinds.add(String.valueOf(names.get("kind")));
        }
      }
    }
    return kinds;
  }

  private HelmMessages messages() {
    return new HelmMessages(spec.chart());
  }

  private static boolean isAboutKinds(DeployctlException refused) {
    return refused.diagnostics().stream()
        .anyMatch(
            problem ->
                problem.summary().contains("no matches for kind")
                    || problem.details().stream()
                        .anyMatch(line -> line.contains("no matches for kind")));
  }
}
