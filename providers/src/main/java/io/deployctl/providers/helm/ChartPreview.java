package io.deployctl.providers.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Content;
import io.deployctl.core.spi.Needs;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.spi.ToolResult;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.rights.Catalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Renders a step's chart to see which objects it has: as the cluster would have it, where that can
 * be asked, and else as Helm renders without one.
 */
final class ChartPreview {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StepScope scope;
  private final HelmServices services;
  private final HelmCli cli;
  private final ReleaseSpec spec;
  private final Catalogue catalogue;
  private final List<Diagnostic> notes = new ArrayList<>();

  ChartPreview(StepScope scope, HelmServices services, HelmCli cli) {
    this.scope = scope;
    this.services = services;
    this.cli = cli;
    this.spec = ReleaseSpec.of(scope);
    this.catalogue = services.catalogue();
  }

  /** Returns what the step needs. */
  Needs needs() {
    ReleaseNeeds needs = new ReleaseNeeds(spec, catalogue);
    ValuesReader reader = new ValuesReader(scope, services.renderer());
    HelmValues values = reader.read();
    if (!reader.shapeWaitsOn().isEmpty()) {
      notes.add(unknown(reader.shapeWaitsOn(), List.of()));
      return new Needs(needs.list(), notes);
    }
    Content chart = new ChartSource(scope, cli).fetch();
    Path directory = ChartSource.unpack(chart, scope.workDirectory());
    if (!spec.skipCrds()) {
      needs.addDefinitions(definitions(directory));
    }
    Optional<Manifest> manifest = manifest(directory, values);
    manifest.ifPresent(needs::add);
    return new Needs(needs.list(), notes);
  }

  private Optional<Manifest> manifest(Path chart, HelmValues values) {
    boolean waits = !values.waitsOn().isEmpty();
    Map<String, Object> tree = waits ? values.withStandIns("deployctl-unknown") : values.tree();
    try {
      Optional<Manifest> live =
          catalogue.cluster().flatMap(cluster -> rendered(cluster, chart, tree));
      return Optional.of(live.orElseGet(() -> template(chart, tree)));
    } catch (DeployctlException unfit) {
      if (!waits) {
        throw unfit;
      }
      notes.add(unknown(values.waitsOn(), unfit.diagnostics()));
      return Optional.empty();
    }
  }

  /** Who asks what is needed may not be allowed to do it yet. */
  private Optional<Manifest> rendered(Cluster cluster, Path chart, Map<String, Object> values) {
    try {
      return Optional.of(new ReleaseRenderer(scope, cli, cluster, spec, chart).render(values));
    } catch (DeployctlException | ApiFailure refused) {
      return Optional.empty();
    }
  }

  private Manifest template(Path chart, Map<String, Object> values) {
    Path file = ReleaseRenderer.valuesFile(scope, values);
    List<String> arguments =
        List.of(
            "template",
            spec.release(),
            chart.toString(),
            "--namespace",
            spec.namespace(),
            "--values",
            file.toString());
    ToolResult result = cli.offline(arguments, scope.workDirectory());
    if (!result.succeeded() || result.outputTruncated()) {
      throw new DeployctlException(
          io.deployctl.core.model.ExitStatus.FAILED,
          new HelmMessages(spec.chart()).explain("template", result));
    }
    Manifest manifest = new Manifest();
    for (JsonNode tree : documents(result.output())) {
      String hook = tree.at("/metadata/annotations/helm.sh~1hook").asText("");
      manifest.add(tree.toString(), hook, catalogue, spec.namespace());
    }
    return manifest;
  }

  private List<JsonNode> definitions(Path chart) {
    ToolResult result =
        cli.offline(List.of("show", "crds", chart.toString()), scope.workDirectory());
    return result.succeeded() ? documents(result.output()) : List.of();
  }

  private static List<JsonNode> documents(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<JsonNode> trees = new ArrayList<>();
    for (YamlDocument document :
        YamlReader.read("the rendered manifest", bytes, YamlSchema.KUBERNETES)) {
      if (document.toTree() instanceof Map<?, ?> tree && !tree.isEmpty()) {
        trees.add(JSON.valueToTree(tree));
      }
    }
    return trees;
  }

  private Diagnostic unknown(Set<StepOutputRef> waits, List<Diagnostic> why) {
    Diagnostic note =
        Diagnostic.warning(
            "needs-unknown",
            "which objects the chart of step `" + scope.step() + "` has waits on other steps");
    for (StepOutputRef ref : new java.util.TreeSet<>(waits)) {
      note = note.detail("waits on `" + ref + "`");
    }
    for (Diagnostic one : why) {
      note = note.detail(one.summary());
    }
    return note.hint("run the command again once those steps have run");
  }
}
