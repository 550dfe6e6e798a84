package io.deployctl.providers.helm;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A deployed release as Helm's own record has it. Holds secrets in the open.
 *
 * @param namespace its namespace
 * @param name its name
 * @param chart the chart in Helm's JSON: metadata, templates, values, files; without the templates
 *     of its dependencies, which Helm does not record
 * @param config the values that the user gave
 * @param rendered what the chart rendered, hooks included
 */
public record RecordedRelease(
    String namespace, String name, JsonNode chart, JsonNode config, List<Rendered> rendered) {
  private static final String SOURCE = "# Source: ";

  /**
   * One document that a chart rendered.
   *
   * @param source the template, from the chart's name on, such as {@code shop/templates/api.yaml}
   * @param text the document
   */
  public record Rendered(String source, String text) {
    /** It can hold secrets. */
    @Override
    public String toString() {
      return source;
    }
  }

  /** Refuses nulls and copies. */
  public RecordedRelease {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(chart, "chart is null");
    requireNonNull(config, "config is null");
    rendered = List.copyOf(rendered);
  }

  /**
   * Reads the newest revision of a release.
   *
   * @throws DeployctlException when there is none, or Helm is not done with it
   */
  public static RecordedRelease read(Cluster cluster, String namespace, String name) {
    ReleaseSpec spec =
        new ReleaseSpec(
            name, namespace, false, Duration.ofMinutes(5), true, false, Optional.empty(), name);
    HelmRevision latest =
        HelmHistory.read(cluster, spec).latest().orElseThrow(() -> missing(namespace, name));
    if (!latest.isDeployed()) {
      throw DeployctlException.invalid(
          Diagnostic.error(
                  "release-not-deployed",
                  spec.address() + " is " + latest.status() + " at revision " + latest.number())
              .hint(
                  "have Helm bring it to `deployed` first: `helm -n %s rollback %s`, or upgrade it"
                      .formatted(namespace, name)));
    }
    JsonNode release = latest.release();
    return new RecordedRelease(
        namespace, name, release.path("chart"), release.path("config"), rendered(release));
  }

  /** Returns the chart's name. */
  public String chartName() {
    return chart.path("metadata").path("name").asText();
  }

  private static List<Rendered> rendered(JsonNode release) {
    List<Rendered> all = new ArrayList<>();
    for (String part : release.path("manifest").asText("").split("(?m)^---[ \\t]*$")) {
      String text = part.strip();
      if (!text.isEmpty()) {
        String first = text.lines().findFirst().orElse("");
        String source = first.startsWith(SOURCE) ? first.substring(SOURCE.length()).strip() : "";
        all.add(new Rendered(source, text));
      }
    }
    for (JsonNode hook : release.path("hooks")) {
      all.add(new Rendered(hook.path("path").asText(), hook.path("manifest").asText()));
    }
    return all;
  }

  private static DeployctlException missing(String namespace, String name) {
    return DeployctlException.invalid(
        Diagnostic.error(
                "no-such-release", "Helm has no release `" + name + "` in namespace " + namespace)
            .hint("`helm list --all-namespaces` lists them; only Helm's Secrets are read"));
  }

  @Override
  public String toString() {
    return "release " + namespace + "/" + name;
  }
}
