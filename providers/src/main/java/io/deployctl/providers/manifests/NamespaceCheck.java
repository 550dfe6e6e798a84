package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.model.ResourceId;
import io.deployctl.core.spi.StepScope;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds out which namespaces of a step's objects are there, and who makes the others. */
final class NamespaceCheck {
  private static final ApiResource RESOURCE =
      new ApiResource("v1", "Namespace", "namespaces", false);

  private final Set<String> absent = new HashSet<>();
  private final Map<String, String> deferred = new TreeMap<>();

  /**
   * Looks at every namespace.
   *
   * @param problems takes namespaces that nobody makes, and such as are going away
   */
  static NamespaceCheck of(
      Cluster cluster, StepScope scope, Collection<Manifest> manifests, Diagnostics problems) {
    NamespaceCheck check = new NamespaceCheck();
    Map<String, Manifest> first = new TreeMap<>();
    Set<ResourceId> made = new HashSet<>();
    for (Manifest manifest : manifests) {
      if (!manifest.id().isClusterScoped()) {
        first.putIfAbsent(manifest.id().namespace(), manifest);
      }
      made.add(manifest.id());
    }
    first.forEach(
        (name, manifest) -> {
          ResourceId id = new ResourceId("", "Namespace", "", name);
          Optional<ObjectNode> live = read(cluster, name);
          if (live.isEmpty()) {
            check.absent.add(name);
            if (scope.claimedByOthers().contains(id)) {
              check.deferred.put(name, "an earlier step makes the namespace " + name);
            } else if (!made.contains(id)) {
              problems.add(missing(name, manifest, name.equals(scope.namespace())));
            }
          } else if (live.get().path("metadata").hasNonNull("deletionTimestamp")) {
            problems.add(terminating(cluster, id, live.get(), manifest));
          }
        });
    return check;
  }

  /** Returns whether the namespace is there now; so is the lack of one. */
  boolean isThere(String namespace) {
    return !absent.contains(namespace);
  }

  /** Returns why the step has to wait for others, a reason per namespace. */
  Collection<String> deferred() {
    return deferred.values();
  }

  private static Optional<ObjectNode> read(Cluster cluster, String name) {
    try {
      return cluster.get(RESOURCE, "", name);
    } catch (ApiFailure refused) {
      if (refused.code() == 403) {
        // Who may not look must take it to be there; applying will tell.
        return Optional.of(Trees.object());
      }
      throw refused;
    }
  }

  private static Diagnostic missing(String name, Manifest manifest, boolean environments) {
    String summary =
        "the namespace `" + name + "` of " + manifest.id().address() + " does not exist";
    Diagnostic diagnostic = Diagnostic.error("no-namespace", summary);
    Diagnostic placed = manifest.position().map(diagnostic::at).orElse(diagnostic);
    String hint =
        environments
            ? "Add a Namespace manifest for the environment's namespace, in this step or an"
                + " earlier one"
            : "Add a Namespace manifest for it, in this step or an earlier one";
    return placed.hint(hint + ", or check its spelling");
  }

  private static Diagnostic terminating(
      Cluster cluster, ResourceId id, ObjectNode live, Manifest manifest) {
    Diagnostic diagnostic =
        Diagnostic.error("being-deleted", "the namespace `" + id.name() + "` is being deleted");
    Diagnostic placed = manifest.position().map(diagnostic::at).orElse(diagnostic);
    return new Lingering(cluster, id, live).explain(placed);
  }
}
