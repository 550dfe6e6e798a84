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
  /** From this number of objects of one kind on, a list is cheaper than single reads. */
  private static final int LIST_FROM = 4;

  private final Cluster cluster;
  private final Surroundings surroundings;
  private final List<Expectation> expectations;
  private final Map<String, Optional<Map<String, ObjectNode>>> lists = new HashMap<>();
  private boolean forgotDiscovery;

  /** Makes a looker that will be asked about these, so that it knows when a list is cheaper. */
  Looker(Cluster cluster, Surroundings surroundings, List<Expectation> expectations) {
    this.cluster = cluster;
    this.surroundings = surroundings;
    this.expectations = List.copyOf(expectations);
  }

  Verdict judge(Expectation expectation) {
    ResourceId id = expectation.object();
    try {
      Optional<ApiResource> resource = resource(id);
      if (resource.isEmpty()) {
        return Verdict.progressing("its kind is not there yet", unknownKind(id));
      }
      return find(resource.get(), id)
          .map(object -> judge(expectation, object))
          .orElseGet(() -> absent(expectation));
    } catch (ApiFailure failure) {
      return Unreadable.judge(failure);
    }
  }

  private Verdict judge(Expectation expectation, ObjectNode object) {
    return expectation
        .condition()
        .map(c -> Readiness.judge(expectation.object(), object, c, surroundings))
        .orElseGet(() -> Readiness.judge(expectation.object(), object, surroundings));
  }

  private static Verdict absent(Expectation expectation) {
    if (expectation.mayBeGone()) {
      return Verdict.ready("gone: cleaned up after its end");
    }
    return Verdict.progressing(
        "not there yet",
        Cause.of(
            CauseCode.MISSING,
            "the object is not there",
            List.of(),
            "see whether the step that makes it ran: `deployctl status`"));
  }

  private static Cause unknownKind(ResourceId id) {
    String group = id.group().isEmpty() ? "the core group" : "group " + id.group();
    return Cause.of(
        CauseCode.UNKNOWN_KIND,
        "the cluster knows no kind " + id.kind() + " in " + group,
        List.of(),
        "have an earlier step install its CustomResourceDefinition, or correct `apiVersion`");
  }

  /** Kinds can come while one waits: what discovery does not know, it is asked again. */
  private Optional<ApiResource> resource(ResourceId id) {
    Optional<ApiResource> known = cluster.preferred(id.group(), id.kind());
    if (known.isPresent() || forgotDiscovery) {
      return known;
    }
    forgotDiscovery = true;
    cluster.forgetDiscovery();
    return cluster.preferred(id.group(), id.kind());
  }

  private Optional<ObjectNode> find(ApiResource resource, ResourceId id) {
    if (alike(id) >= LIST_FROM) {
      String key = id.group() + "/" + id.kind() + "/" + id.namespace();
      Optional<Map<String, ObjectNode>> all =
          lists.computeIfAbsent(key, any -> list(resource, id.namespace()));
      if (all.isPresent()) {
        return Optional.ofNullable(all.get().get(id.name()));
      }
    }
    return cluster.get(resource, id.namespace(), id.name());
  }

  private long alike(ResourceId id) {
    return expectations.stream()
        .map(Expectation::object)
        .filter(other -> other.group().equals(id.group()) && other.kind().equals(id.kind()))
        .filter(other -> other.namespace().equals(id.namespace()))
        .count();
  }

  /** Returns the objects by name; empty where listing is not granted, but reading one may be. */
  private Optional<Map<String, ObjectNode>> list(ApiResource resource, String namespace) {
    try {
      Map<String, ObjectNode> byName = new HashMap<>();
      cluster
          .list(resource, namespace, "")
          .forEach(object -> byName.put(Fields.name(object), object));
      return Optional.of(byName);
    } catch (ApiFailure failure) {
      if (failure.code() == 403) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
