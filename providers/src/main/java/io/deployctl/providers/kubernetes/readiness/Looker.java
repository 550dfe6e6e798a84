package io.deployctl.providers.kubernetes.readiness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.ResourceId;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks once at everything that is still being waited for. */
final class Looker {
  /** Below this number of objects of one kind, single reads are cheaper than a list. */
  private static final int LIST_FROM = 4;

  private final Cluster cluster;
  private final Surroundings surroundings;
  private final Wait wait;
  private final Map<String, Map<String, ObjectNode>> lists = new HashMap<>();

  Looker(Cluster cluster, Surroundings surroundings, Wait wait) {
    this.cluster = cluster;
    this.surroundings = surroundings;
    this.wait = wait;
  }

  List<Diagnostic> look(long now) {
    List<Diagnostic> failures = new ArrayList<>();
    for (Expectation expectation : wait.pending()) {
      Verdict verdict = judge(expectation);
      wait.saw(expectation, verdict, now).ifPresent(failures::add);
    }
    return failures;
  }

  private Verdict judge(Expectation expectation) {
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
    if (wait.pendingOf(id.group(), id.kind(), id.namespace()) < LIST_FROM) {
      return cluster.get(resource.get(), id.namespace(), id.name());
    }
    String key = id.group() + "/" + id.kind() + "/" + id.namespace();
    return Optional.ofNullable(
        lists.computeIfAbsent(key, any -> list(resource.get(), id.namespace())).get(id.name()));
  }

  private Map<String, ObjectNode> list(ApiResource resource, String namespace) {
    Map<String, ObjectNode> byName = new HashMap<>();
    cluster
        .list(resource, namespace, "")
        .forEach(object -> byName.put(Fields.name(object), object));
    return byName;
  }
}
