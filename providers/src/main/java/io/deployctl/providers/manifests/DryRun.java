package io.deployctl.providers.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.providers.kubernetes.client.ApiFailure;
import io.deployctl.providers.kubernetes.client.ApiFailures;
import io.deployctl.providers.kubernetes.client.ApiResource;
import io.deployctl.providers.kubernetes.client.Application;
import io.deployctl.providers.kubernetes.client.Cluster;
import java.util.List;
import java.util.Optional;

/** Asks the server what would come of applying. */
final class DryRun {
  /** The note on an effect that the server was not asked about. */
  static final String APPROXIMATE =
      "approximate: the server can't be asked, because `create` or `patch` is not granted";

  private final Cluster cluster;
  private final String manager;

  DryRun(Cluster cluster, String manager) {
    this.cluster = cluster;
    this.manager = manager;
  }

  /**
   * What the server says.
   *
   * @param after the object as it would be; empty where that is not known
   * @param forced whether others' fields have to be taken over for it
   * @param immutable fields that can't be changed in place
   * @param refused why it would not do it at all
   * @param notes what a reviewer should know
   */
  record Answer(
      Optional<ObjectNode> after,
      boolean forced,
      List<Immutables.Refused> immutable,
      Optional<Diagnostic> refused,
      List<String> notes) {
    /** Returns the answer of a server that was not asked. */
    static Answer unasked() {
      return new Answer(Optional.empty(), false, List.of(), Optional.empty(), List.of());
    }

    private static Answer of(ObjectNode after, boolean forced, List<String> notes) {
      return new Answer(Optional.of(after), forced, List.of(), Optional.empty(), notes);
    }

    private static Answer refused(Diagnostic why) {
      return new Answer(Optional.empty(), false, List.of(), Optional.of(why), List.of());
    }

    private static Answer approximate() {
      return new Answer(Optional.empty(), false, List.of(), Optional.empty(), List.of(APPROXIMATE));
    }

    /** Returns the answer that fields can't be changed in place. */
    static Answer immutable(List<Immutables.Refused> fields) {
      return new Answer(Optional.empty(), false, fields, Optional.empty(), List.of());
    }
  }

  /** Asks for an object that is not there. */
  Answer create(Desired desired) {
    ObjectNode body = desired.delegated().forCreation(desired.manifest().body());
    try {
      return Answer.of(apply(desired, body, false), false, List.of());
    } catch (ApiFailure failure) {
      return refusal(desired, failure);
    }
  }

  /** Asks for an object that is there. */
  Answer update(Desired desired, ObjectNode live) {
    DelegatedFields delegated = desired.delegated(live);
    ObjectNode body = delegated.strip(desired.manifest().body());
    // While ours still owns such a field, leaving it out would ask for resetting it.
    Trees.merge(body, Handover.due(live, manager, delegated).project(live));
    try {
      return Answer.of(apply(desired, body, false), false, List.of());
    } catch (ApiFailure failure) {
      List<Refusals.Conflict> conflicts = Refusals.conflicts(failure);
      if (conflicts.isEmpty()) {
        return refusal(desired, failure);
      }
      if (!Refusals.areAdoptable(conflicts)) {
        return Answer.refused(Refusals.foreignFields(desired.manifest().id().address(), conflicts));
      }
      return forced(desired, body, conflicts);
    }
  }

  private Answer forced(Desired desired, ObjectNode body, List<Refusals.Conflict> conflicts) {
    try {
      ObjectNode after = apply(desired, body, true);
      String from = Refusals.managers(conflicts);
      return Answer.of(
          after, true, from.isEmpty() ? List.of() : List.of("takes fields over from " + from));
    } catch (ApiFailure failure) {
      return refusal(desired, failure);
    }
  }

  private Answer refusal(Desired desired, ApiFailure failure) {
    List<Immutables.Refused> immutable = Refusals.immutableFields(failure);
    if (!immutable.isEmpty()) {
      return Answer.immutable(immutable);
    }
    String message = String.valueOf(failure.getMessage());
    boolean tried =
        message.contains("cannot patch resource") || message.contains("cannot create resource");
    if (failure.code() == 403 && tried) {
      return Answer.approximate();
    }
    String doing = "trying out " + desired.manifest().id().address();
    return Answer.refused(ApiFailures.diagnostic(doing, failure));
  }

  private ObjectNode apply(Desired desired, ObjectNode body, boolean force) {
    ApiResource resource = desired.kind().resource().orElseThrow();
    return cluster.apply(
        resource,
        desired.manifest().id().namespace(),
        desired.manifest().id().name(),
        body,
        new Application(manager, force, true));
  }
}
