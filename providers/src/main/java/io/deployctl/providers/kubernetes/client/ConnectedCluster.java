package io.deployctl.providers.kubernetes.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.plan.Target;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster that answered and is the one that was asked for. */
final class ConnectedCluster implements Cluster {
  private static final String JSON = "application/json";
  private static final String APPLY = "application/apply-patch+yaml";
  private static final String MERGE = "application/merge-patch+json";

  private final Access access;
  private final Target target;
  private final KubernetesClient client;
  private final ApiCalls calls;
  private final Discovery discovery;
  private final Reach reach;
  private final ApiWarnings warnings;

  ConnectedCluster(
      Access access,
      Target target,
      KubernetesClient client,
      ApiCalls calls,
      Reach reach,
      ApiWarnings warnings) {
    this.warnings = warnings;
    this.reach = reach;
    this.access = access;
    this.target = target;
    this.client = client;
    this.calls = calls;
    this.discovery = new Discovery(calls::discover);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Optional<Instant> time() {
    return calls.time();
  }

  @Override
  public Optional<ApiResource> resource(String apiVersion, String kind) {
    return discovery.kinds().find(apiVersion, kind);
  }

  @Override
  public Optional<ApiResource> preferred(String group, String kind) {
    return discovery.kinds().findPreferred(group, kind);
  }

  @Override
  public Catalogue catalogue() {
    return discovery.kinds().catalogue();
  }

  @Override
  public Optional<String> deprecation(String apiVersion, String kind) {
    return warnings.deprecation(apiVersion, kind);
  }

  @Override
  public void forgetDiscovery() {
    discovery.forget();
  }

  @Override
  public Optional<ObjectNode> get(ApiResource resource, String namespace, String name) {
    try {
      return Optional.of(calls.read(Paths.of(resource, namespace, name), Map.of(), resource));
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public List<ObjectNode> list(ApiResource resource, String namespace, String labelSelector) {
    return new Listing(calls, resource, namespace, labelSelector).all();
  }

  @Override
  public List<ObjectNode> listMetadata(
      ApiResource resource, String namespace, String labelSelector) {
    return new Listing(calls, resource, namespace, labelSelector).metadata();
  }

  @Override
  public ObjectNode apply(
      ApiResource resource, String namespace, String name, ObjectNode body, Application how) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("fieldManager", how.fieldManager());
    parameters.put("force", Boolean.toString(how.force()));
    parameters.put("fieldValidation", "Strict");
    return patch(Paths.of(resource, namespace, name), parameters, APPLY, body, resource, how);
  }

  @Override
  public ObjectNode create(ApiResource resource, String namespace, ObjectNode body) {
    Map<String, String> strict = Map.of("fieldValidation", "Strict");
    return calls.write("POST", Paths.all(resource, namespace), strict, JSON, body, resource);
  }

  @Override
  public ObjectNode replace(ApiResource resource, String namespace, String name, ObjectNode body) {
    return calls.write("PUT", Paths.of(resource, namespace, name), Map.of(), JSON, body, resource);
  }

  @Override
  public void tryCreate(ApiResource resource, String namespace, ObjectNode body) {
    ObjectNode unused =
        calls.tryOut("POST", Paths.all(resource, namespace), Map.of(), JSON, body, resource);
  }

  @Override
  public void tryReplace(ApiResource resource, String namespace, String name, ObjectNode body) {
    ObjectNode unused =
        calls.tryOut("PUT", Paths.of(resource, namespace, name), Map.of(), JSON, body, resource);
  }

  @Override
  public ObjectNode merge(
      ApiResource resource, String namespace, String name, ObjectNode patch, Application how) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("fieldManager", how.fieldManager());
    return patch(Paths.of(resource, namespace, name), parameters, MERGE, patch, resource, how);
  }

  private ObjectNode patch(
      String path,
      Map<String, String> parameters,
      String type,
      ObjectNode body,
      ApiResource resource,
      Application how) {
    return how.dryRun()
        ? calls.tryOut("PATCH", path, parameters, type, body, resource)
        : calls.write("PATCH", path, parameters, type, body, resource);
  }

  @Override
  public Optional<ObjectNode> delete(
      ApiResource resource, String namespace, String name, Deletion how) {
    try {
      ObjectNode answer =
          calls.write(
              "DELETE",
              Paths.of(resource, namespace, name),
              Map.of(),
              JSON,
              Deletions.options(how),
              resource);
      return Deletions.isGone(answer) ? Optional.empty() : Optional.of(answer);
    } catch (ApiFailure failure) {
      if (failure.isNotFound()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public String raw(String path) {
    return new String(calls.raw(path).body(), StandardCharsets.UTF_8);
  }

  @Override
  public Path writeKubeconfig(Path directory, String namespace) {
    return KubeconfigWriter.write(access, directory, namespace);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    reach.close();
  }

  @Override
  public String toString() {
    return access.toString();
  }

  /** Reads and writes DELETE's bodies. */
  private static final class Deletions {
    static ObjectNode options(Deletion how) {
      ObjectNode options = Json.object().put("apiVersion", "v1").put("kind", "DeleteOptions");
      if (how.uid().isPresent() || how.resourceVersion().isPresent()) {
        ObjectNode preconditions = options.putObject("preconditions");
        how.uid().ifPresent(uid -> preconditions.put("uid", uid));
        how.resourceVersion().ifPresent(seen -> preconditions.put("resourceVersion", seen));
      }
      options.put("propagationPolicy", how.propagation());
      if (how.dryRun()) {
        options.putArray("dryRun").add("All");
      }
      return options;
    }

    /** An object that waits for its finalizers carries the time at which it was told to go. */
    static boolean isGone(ObjectNode answer) {
      JsonNode told = answer.path("metadata").path("deletionTimestamp");
      return told.isMissingNode() || told.isNull();
    }
  }
}
