package io.deployctl.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.Json;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.Release;
import io.deployctl.core.store.ReleaseSummary;
import io.deployctl.core.store.StateImage;
import io.deployctl.core.store.StoredEnvironment;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an emergency record on this machine began from, and why.
 *
 * @param target the environment's cluster, if it has one
 * @param by who began it
 * @param at when
 * @param reason why, as they said
 * @param source what it was made from, in words
 * @param baseRun the run of the newest release that it began with; empty where there was none
 */
record EmergencyNote(
    Optional<Target> target,
    String by,
    Instant at,
    String reason,
    String source,
    Optional<String> baseRun) {
  EmergencyNote {
    requireNonNull(target, "target is null");
    requireNonNull(by, "by is null");
    requireNonNull(at, "at is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(source, "source is null");
    requireNonNull(baseRun, "baseRun is null");
  }

  /** Returns the note with one more reason, if it is another. */
  EmergencyNote because(String more) {
    return reason.contains(more)
        ? this
        : new EmergencyNote(target, by, at, reason + "; " + more, source, baseRun);
  }

  /** Returns the state with every release of the emergency marked as such. */
  StateImage marked(StateImage image) {
    int base =
        image.releases().values().stream()
            .filter(release -> baseRun.equals(Optional.of(release.run().value())))
            .mapToInt(Release::number)
            .findFirst()
            .orElse(0);
    SortedMap<Integer, Release> releases = new TreeMap<>(image.releases());
    releases.replaceAll((number, release) -> number > base ? release.inEmergency(reason) : release);
    return new StateImage(
        image.index(), image.key(), image.inventory(), releases, image.contents(), image.missing());
  }

  /** Returns whether a run was made on top of what the record began with. */
  boolean hasRunOn(StoredEnvironment now) {
    return !newestRun(now).equals(baseRun);
  }

  /** Returns the run of the newest release. */
  static Optional<String> newestRun(StoredEnvironment environment) {
    return environment.newest().map(ReleaseSummary::run).map(run -> run.value());
  }

  byte[] write() throws JsonProcessingException {
    ObjectNode node = Json.mapper().createObjectNode();
    target.ifPresent(
        cluster ->
            node.putObject("target")
                .put("clusterId", cluster.clusterId())
                .put("server", cluster.server()));
    node.put("by", by).put("at", at.toString()).put("reason", reason).put("source", source);
    baseRun.ifPresent(run -> node.put("baseRun", run));
    return Json.mapper().writeValueAsBytes(node);
  }

  /**
   * Reads a note.
   *
   * @throws IllegalArgumentException when it is none
   */
  static EmergencyNote read(byte[] bytes) throws IOException {
    RecordReader reader = new RecordReader(Json.mapper().readTree(bytes), "");
    return new EmergencyNote(
        reader.optionalObject("target").map(EmergencyNote::target),
        reader.text("by"),
        Instant.parse(reader.text("at")),
        reader.text("reason"),
        reader.text("source"),
        reader.optionalText("baseRun"));
  }

  private static Target target(RecordReader reader) {
    return new Target(
        reader.text("clusterId"), reader.text("server"), Optional.empty(), Optional.empty());
  }
}
