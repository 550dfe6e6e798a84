package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.EnvironmentStatus;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Inventory;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StoredEnvironment;
import java.util.List;

/** Releases, and what an environment remembers of them, as JSON. */
final class JsonRelease {
  private JsonRelease() {}

  /** Writes which environment it is. */
  static void identity(ObjectNode node, EnvironmentIdentity identity) {
    node.put("project", identity.project());
    node.put("environment", identity.environment());
    node.put("environmentUuid", identity.uuid());
  }

  /** Returns a line for each release, the newest last. */
  static ArrayNode summaries(List<ReleaseSummary> releases) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (ReleaseSummary release : releases) {
      ObjectNode node = array.addObject();
      node.put("number", release.number());
      node.put("run", release.run().value());
      node.put("status", release.status().word());
      node.put("mode", release.mode().word());
      release.rollbackOf().ifPresent(number -> node.put("rollbackOf", number));
      node.put("actor", release.actor());
      node.put("commit", release.commit());
      node.put("startedAt", release.startedAt().toString());
      node.put("verified", release.verified());
    }
    return array;
  }

  /** Returns a release in full. */
  static ObjectNode of(Release release) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("number", release.number());
    node.put("run", release.run().value());
    node.put("status", release.status().word());
    release.emergency().ifPresent(reason -> node.put("emergency", reason));
    node.put("mode", release.mode().word());
    release.parent().ifPresent(number -> node.put("parent", number));
    release.rollbackOf().ifPresent(number -> node.put("rollbackOf", number));
    node.put("actor", release.actor().display());
    release.actor().ciLink().ifPresent(link -> node.put("ciLink", link));
    release.git().ifPresent(git -> node.put("commit", git.commit()).put("dirty", git.dirty()));
    node.put("namespace", release.namespace());
    node.put("protected", release.protectedEnvironment());
    node.put("configDigest", release.configDigest().value());
    node.put("deployctl", release.deployctl());
    node.put("startedAt", release.startedAt().toString());
    release.endedAt().ifPresent(end -> node.put("endedAt", end.toString()));
    node.put("verified", release.verified());
    ArrayNode steps = node.putArray("steps");
    release.steps().forEach(step -> steps.add(step(step)));
    return node;
  }

  private static ObjectNode step(StepRecord step) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", step.step().name());
    node.put("stage", step.stage());
    node.put("provider", step.provider());
    node.put("identity", step.identity());
    node.put("outcome", step.outcome().word());
    step.attempt().ifPresent(attempt -> node.put("begunBy", attempt.run().value()));
    ObjectNode outputs = node.putObject("outputs");
    step.outputs().forEach((name, leaf) -> outputs.set(name, JsonLeaf.of(leaf)));
    return node;
  }

  /** Writes how an environment is. */
  static void status(ObjectNode node, EnvironmentStatus status) {
    node.put("project", status.project());
    node.put("environment", status.environment());
    status.target().ifPresent(target -> node.set("target", JsonPlan.target(target)));
    status.stored().ifPresent(stored -> stored(node, stored));
    status.newest().ifPresent(release -> node.set("release", of(release)));
    status.holder().ifPresent(holder -> node.set("lease", holder(holder)));
  }

  private static void stored(ObjectNode node, StoredEnvironment stored) {
    node.put("environmentUuid", stored.identity().uuid());
    stored.deployed().ifPresent(release -> node.put("deployed", release.number()));
    stored
        .hold()
        .ifPresent(
            hold ->
                node.putObject("hold")
                    .put("configDigest", hold.configDigest().value())
                    .put("release", hold.release())
                    .put("by", hold.by()));
    node.set("objects", objects(stored.inventory()));
  }

  private static ArrayNode objects(Inventory inventory) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    inventory
        .entries()
        .values()
        .forEach(
            entry -> array.add(JsonEffect.resource(entry.id()).put("step", entry.step().name())));
    return array;
  }

  /** Returns who holds a lease. */
  static ObjectNode holder(LeaseHolder holder) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("run", holder.run().value());
    node.put("actor", holder.actor());
    node.put("purpose", holder.purpose());
    node.put("commit", holder.commit());
    holder.ciLink().ifPresent(link -> node.put("ciLink", link));
    return node.put("since", holder.since().toString());
  }
}
