package io.deployctl.providers.kubernetes.rights;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.BuiltInKinds;
import io.deployctl.providers.kubernetes.client.Cluster;
import io.deployctl.providers.kubernetes.client.Clusters;
import io.deployctl.providers.kubernetes.client.KindSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds that a project can use: those of the cluster, where it answers; those that the project
 * itself defines; and those that every cluster has. One for all steps of a command, because a step
 * uses what an earlier one defines. For several threads.
 */
public final class Catalogue implements KindSource {
  private final Clusters clusters;
  private final Map<String, ApiResource> defined = new HashMap<>();
  private boolean offline;

  /**
   * Makes one.
   *
   * @param clusters gives the cluster; a failure means that there is none to ask
   */
  public Catalogue(Clusters clusters) {
    this.clusters = requireNonNull(clusters, "clusters is null");
  }

  @Override
  public synchronized Optional<ApiResource> resource(String apiVersion, String kind) {
    ApiResource own = defined.get(key(apiVersion, kind));
    return own != null
        ? Optional.of(own)
        : served(apiVersion, kind).or(() -> BuiltInKinds.find(apiVersion, kind));
  }

  /** Returns the cluster, if it answers. */
  public synchronized Optional<Cluster> cluster() {
    if (offline) {
      return Optional.empty();
    }
    try {
      return Optional.of(clusters.get());
    } catch (DeployctlException unreachable) {
      offline = true;
      return Optional.empty();
    }
  }

  /** Learns the kind that a CustomResourceDefinition defines; any other object is passed over. */
  public synchronized void learn(JsonNode object) {
    if (object.path("kind").asText().equals("CustomResourceDefinition")) {
      learnKind(object.path("spec"));
    }
  }

  private void learnKind(JsonNode spec) {
    String group = spec.path("group").asText();
    String kind = spec.path("names").path("kind").asText();
    for (JsonNode version : spec.path("versions")) {
      String apiVersion = group + "/" + version.path("name").asText();
      String plural = spec.path("names").path("plural").asText();
      boolean namespaced = spec.path("scope").asText().equals("Namespaced");
      defined.put(key(apiVersion, kind), new ApiResource(apiVersion, kind, plural, namespaced));
    }
  }

  /** Returns what to tell of a kind that nobody knows. */
  public Diagnostic unknown(String apiVersion, String kind) {
    Diagnostic diagnostic =
        Diagnostic.error(
            "unknown-kind", "what `" + kind + "` of `" + apiVersion + "` needs is not known");
    return diagnostic.hint(
        cluster().isPresent()
            ? "check its apiVersion, or have the project define it by a CustomResourceDefinition"
            : "run the command where the cluster answers: no cluster was asked for its kinds");
  }

  private Optional<ApiResource> served(String apiVersion, String kind) {
    try {
      return cluster().flatMap(cluster -> cluster.resource(apiVersion, kind));
    } catch (ApiFailure unanswered) {
      return Optional.empty();
    }
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + "|" + kind;
  }
}
