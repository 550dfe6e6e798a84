package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.store.Damages;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds environments in a cluster without a checkout, by the labels of their index. */
public final class EnvironmentFinder {
  private final Cluster cluster;

  /** Makes one for the cluster. */
  public EnvironmentFinder(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Returns the environments that are there, sorted by name. Who may not list Secrets in the whole
   * cluster sees those in the given namespace.
   *
   * @param project only this project's
   * @param environment only those of this name
   * @param stateNamespace where to look where the whole cluster may not be listed; empty means the
   *     project's usual one
   */
  public List<FoundEnvironment> find(
      Optional<String> project, Optional<String> environment, Optional<String> stateNamespace) {
    StringBuilder selector = new StringBuilder(StateNames.STATE + "=" + StateNames.INDEX);
    project.ifPresent(
        name -> selector.append("," + StateNames.PROJECT + "=").append(StateNames.label(name)));
    environment.ifPresent(
        name -> selector.append("," + StateNames.ENVIRONMENT + "=").append(StateNames.label(name)));
    return secrets(selector.toString(), project, stateNamespace).stream()
        .map(EnvironmentFinder::environment)
        .filter(found -> project.map(found.identity().project()::equals).orElse(true))
        .filter(found -> environment.map(found.identity().environment()::equals).orElse(true))
        .sorted(
            Comparator.comparing((FoundEnvironment found) -> found.identity().project())
                .thenComparing(found -> found.identity().environment())
                .thenComparing(FoundEnvironment::stateNamespace))
        .toList();
  }

  private List<ObjectNode> secrets(
      String selector, Optional<String> project, Optional<String> stateNamespace) {
    try {
      return cluster.list(StateNames.SECRETS, "", selector);
    } catch (ApiFailure failure) {
      Optional<String> namespace = stateNamespace.or(() -> project.map(name -> name + "-deploy"));
      if (failure.code() != 403 || namespace.isEmpty()) {
        throw StoreFailures.refused(
            "looking for environments in the cluster", namespace.orElse("(any)"), failure);
      }
      return inNamespace(namespace.get(), selector);
    }
  }

  private List<ObjectNode> inNamespace(String namespace, String selector) {
    try {
      return cluster.list(StateNames.SECRETS, namespace, selector);
    } catch (ApiFailure failure) {
      throw StoreFailures.refused(
          "looking for environments in the namespace `" + namespace + "`", namespace, failure);
    }
  }

  private static FoundEnvironment environment(ObjectNode secret) {
    String namespace = secret.path("metadata").path("namespace").asText();
    String name = secret.path("metadata").path("name").asText();
    String where = "Secret " + namespace + "/" + name;
    EnvironmentIdentity identity =
        Damages.unlessDamaged(() -> Optional.of(IndexSecret.read(secret, where).index().identity()))
            .orElseGet(() -> labelled(secret));
    return new FoundEnvironment(identity, namespace);
  }

  // A damaged index has its labels still: whoever means to mend it has to find it.
  private static EnvironmentIdentity labelled(ObjectNode secret) {
    return new EnvironmentIdentity(
        StateSecrets.label(secret, StateNames.PROJECT),
        StateSecrets.label(secret, StateNames.ENVIRONMENT),
        StateSecrets.label(secret, StateNames.UUID));
  }
}
