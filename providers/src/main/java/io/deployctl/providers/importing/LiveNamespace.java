package io.deployctl.providers.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Catalogue;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads every object of a namespace, of all kinds that may be listed. */
final class LiveNamespace {
  /** What the cluster writes down for itself, often in great number. */
  private static final Set<String> OF_THE_CLUSTER = Set.of("Event", "Lease");

  private static final ApiResource NAMESPACES =
      new ApiResource("v1", "Namespace", "namespaces", false);
  private static final int SIDE_BY_SIDE = 8;

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final List<String> unread = new ArrayList<>();
  private final Set<String> uids = new HashSet<>();

  private LiveNamespace() {}

  /** Reads it. */
  static LiveNamespace read(Cluster cluster, String namespace) {
    requireNamespace(cluster, namespace);
    LiveNamespace found = new LiveNamespace();
    Catalogue catalogue = cluster.catalogue();
    catalogue
        .unanswered()
        .forEach(api -> found.unread.add(api + " (its extension does not answer)"));
    List<ApiResource> kinds =
        catalogue.kinds().stream()
            .filter(ApiResource::namespaced)
            .filter(kind -> !OF_THE_CLUSTER.contains(kind.kind()))
            .toList();
    found.list(cluster, namespace, kinds);
    return found;
  }

  /** Returns the objects, each once, in a stable order. */
  List<ObjectNode> objects() {
    return List.copyOf(objects.values());
  }

  /** Returns the kinds that could not be listed, with the reason. */
  List<String> unread() {
    return List.copyOf(unread);
  }

  private void list(Cluster cluster, String namespace, List<ApiResource> kinds) {
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE, LiveNamespace::thread);
    try {
      List<Future<List<ObjectNode>>> answers = new ArrayList<>();
      for (ApiResource kind : kinds) {
        answers.add(threads.submit(() -> cluster.list(kind, namespace, "")));
      }
      for (int i = 0; i < kinds.size(); i++) {
        take(kinds.get(i), answers.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void take(ApiResource kind, Future<List<ObjectNode>> answer) {
    try {
      for (ObjectNode object : answer.get()) {
        // One object can be served by several groups.
        String uid = object.path("metadata").path("uid").asText();
        String name = object.path("metadata").path("name").asText();
        if (uids.add(uid)) {
          objects.put(kind.kind() + "/" + name + "/" + kind.group(), object);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the API server", stopped);
    } catch (ExecutionException failed) {
      unread.add(kind.kind() + " (" + reason(failed.getCause()) + ")");
    }
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ApiFailure failure) {
      if (failure.code() == 0 || failure.code() == 401) {
        throw DeployctlException.failed(
            ApiFailures.diagnostic("reading what runs in the namespace", failure));
      }
      return failure.code() == 403 ? "forbidden" : failure.reason();
    }
    throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private static void requireNamespace(Cluster cluster, String namespace) {
    try {
      if (cluster.get(NAMESPACES, "", namespace).isPresent()) {
        return;
      }
    } catch (ApiFailure failure) {
      if (failure.code() == 403) {
        // Whether it is there shows in what can be listed.
        return;
      }
      throw DeployctlException.failed(
          ApiFailures.diagnostic("looking for the namespace `" + namespace + "`", failure));
    }
    Diagnostic missing =
        Diagnostic.error("no-such-namespace", "there is no namespace `" + namespace + "`");
    throw DeployctlException.invalid(
        Suggestion.nearest(namespace, names(cluster))
            .map(near -> missing.hint("Did you mean `" + near + "`?"))
            .orElse(missing.hint("`kubectl get namespaces` lists them")));
  }

  private static List<String> names(Cluster cluster) {
    try {
      return cluster.listMetadata(NAMESPACES, "", "").stream()
          .map(found -> found.path("metadata").path("name").asText())
          .toList();
    } catch (ApiFailure refused) {
      return List.of();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "importing");
    thread.setDaemon(true);
    return thread;
  }
}
