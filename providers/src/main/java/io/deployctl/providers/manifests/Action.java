package io.deployctl.providers.manifests;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.ResourceId;
import io.deployctl.core.plan.Verb;
import java.util.Optional;

/**
 * What is done with one object, beside its manifest.
 *
 * @param effect the effect's id
 * @param verb CREATE, UPDATE, REPLACE, ADOPT or DELETE
 * @param id the object
 * @param apiVersion in which version
 * @param uid which very object it was when it was planned; empty for one that was not there
 * @param takeover what becomes ours before anything else, where it is not ours yet
 * @param force whether fields of managers that can be adopted are taken over
 * @param scaled whether an autoscaler sets its number of replicas
 */
record Action(
    String effect,
    Verb verb,
    ResourceId id,
    String apiVersion,
    Optional<String> uid,
    Optional<Takeover> takeover,
    boolean force,
    boolean scaled) {
  /** Refuses nulls and copies. */
  Action {
    requireNonNull(effect, "effect is null");
    requireNonNull(verb, "verb is null");
    requireNonNull(id, "id is null");
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(uid, "uid is null");
    requireNonNull(takeover, "takeover is null");
  }
}
