package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks once: each list is read at most once. */
final class Looker {
  /** Below this number of objects of one kind, single reads are cheaper than a list. */
  private static final int LIST_FROM = 4;

  private final Cluster cluster;
  private final Surroundings surroundings;
  private final List<Expectation> expectations;
  private final Map<String, Map<String, ObjectNode>> lists = new HashMap<>();

  /** Makes a looker that will be asked about these, so that it knows when a list is cheaper. */
  Looker(Cluster cluster, Surroundings surroundings, List<Expectation> expectations) {
    this.cluster = cluster;
    this.surroundings = surroundings;
    this.expectations = List.copyOf(expectations);
  }

  Verdict judge(Expectation expectation) {
    try {
      Optional<ObjectNode> object = find(expectation.object());
      if (object.isEmpty()) {
        return Verdict.progressing("not there yet")
            .explainedBy(
                Optional.of(
                    new Cause(
                        "missing",
                        "the object is not there",
                        List.of(),
                        "see whether the step that makes it ran: `deployctl status`")));
      }
      return expectation
          .condition()
          .map(condition -> Readiness.judge(object.get(), condition))
          .orElseGet(() -> Readiness.judge(expectation.object(), object.get(), surroundings));
    } catch (ApiFailure failure) {
      return unreadable(failure);
    }
  }

  private static Verdict unreadable(ApiFailure failure) {
    Cause cause =
        new Cause(
            failure.code() == 403 ? "forbidden" : "unreachable",
            "the object can't be read",
            List.of(failure.getMessage()),
            failure.code() == 403
                ? "grant `get` and `list` on this kind"
                : "see whether the API server answers: `kubectl get --raw /readyz`");
    return failure.code() == 403
        ? Verdict.failed(cause)
        : Verdict.progressing("the API server does not answer").explainedBy(Optional.of(cause));
  }

  private Optional<ObjectNode> find(ResourceId id) {
    Optional<ApiResource> resource = cluster.preferred(id.group(), id.kind());
    if (resource.isEmpty()) {
      return Optional.empty();
    }
    if (alike(id) < LIST_FROM) {
      return cluster.get(resource.get(), id.namespace(), id.name());
    }
    String key = id.group() + "/" + id.kind() + "/" + id.namespace();
    return Optional.ofNullable(
        lists.computeIfAbsent(key, any -> list(resource.get(), id.namespace())).get(id.name()));
  }

  private long alike(ResourceId id) {
    return expectations.stream()
        .map(Expectation::object)
        .filter(other -> other.group().equals(id.group()) && other.kind().equals(id.kind()))
        .filter(other -> other.namespace().equals(id.namespace()))
        .count();
  }

  private Map<String, ObjectNode> list(ApiResource resource, String namespace) {
    Map<String, ObjectNode> byName = new HashMap<>();
    cluster
        .list(resource, namespace, "")
        .forEach(object -> byName.put(Fields.name(object), object));
    return byName;
  }
}
