package io.deployctl.providers.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.model.RunId;
import io.deployctl.core.store.LeaseHolder;
import io.deployctl.core.store.LeaseHolderJson;
import io.deployctl.core.store.Theft;
import io.deployctl.core.store.TheftJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** A Lease object as the server has it, and what is made of it. Never changed in place. */
final class LeaseRecord {
  private static final String HOLDER = "deployctl.io/holder";
  private static final String THEFT = "deployctl.io/taken-away";
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final long LONGEST_SECONDS = 600;

  private final ObjectNode node;

  LeaseRecord(ObjectNode node) {
    this.node = node;
  }

  /** Returns a Lease that nobody has held yet. */
  static LeaseRecord unheld(String name, Map<String, String> labels) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
    ObjectNode metadata = node.putObject("metadata").put("name", name);
    ObjectNode labelled = metadata.putObject("labels");
    labels.forEach(labelled::put);
    node.putObject("spec").put("leaseTransitions", 0);
    return new LeaseRecord(node);
  }

  /** Returns the object to send. */
  ObjectNode node() {
    return node;
  }

  /** Returns what is another after every write: who watches it sees the holder's heart beat. */
  String version() {
    JsonNode metadata = node.path("metadata");
    return metadata.path("uid").asText() + "/" + metadata.path("resourceVersion").asText();
  }

  /** Returns the object's uid; another one is another lease. */
  String uid() {
    return node.path("metadata").path("uid").asText();
  }

  /** Returns who holds it; empty where nobody does. */
  String holderId() {
    return node.path("spec").path("holderIdentity").asText("");
  }

  /** Returns the number of changes of holder so far: the fencing number. */
  long transitions() {
    return node.path("spec").path("leaseTransitions").asLong(0);
  }

  /** Returns how long the holder said that it lives without a heartbeat, within sane bounds. */
  Duration duration(Duration otherwise) {
    long seconds = node.path("spec").path("leaseDurationSeconds").asLong(0);
    return seconds < 1 ? otherwise : Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
  }

  /**
   * Returns whether the last heartbeat looks old by this machine's clock. A hint only, for whether
   * it is worth while to watch: clocks differ.
   */
  boolean looksAbandoned(Instant now, Duration otherwise) {
    try {
      Instant renewed = Instant.parse(node.path("spec").path("renewTime").asText());
      return renewed.plus(duration(otherwise)).isBefore(now);
    } catch (DateTimeParseException unreadable) {
      return true;
    }
  }

  /** Returns who holds it, for people; what the holder did not tell is left open. */
  Optional<LeaseHolder> holder() {
    if (holderId().isEmpty()) {
      return Optional.empty();
    }
    String told = node.path("metadata").path("annotations").path(HOLDER).asText("");
    try {
      return Optional.of(LeaseHolderJson.read(told.getBytes(StandardCharsets.UTF_8)));
    } catch (DeployctlException untold) {
      return Optional.of(
          new LeaseHolder(
              new RunId("unknown"), holderId(), "unknown", "", Optional.empty(), Instant.EPOCH));
    }
  }

  /** Returns the lease taken by the given holder. */
  LeaseRecord taken(String id, LeaseHolder holder, Duration duration, Instant now) {
    ObjectNode copy = node.deepCopy();
    copy.withObjectProperty("metadata")
        .withObjectProperty("annotations")
        .put(HOLDER, new String(LeaseHolderJson.write(holder), StandardCharsets.UTF_8));
    copy.withObjectProperty("spec")
        .put("holderIdentity", id)
        .put("leaseDurationSeconds", duration.toSeconds())
        .put("acquireTime", MICRO_TIME.format(now))
        .put("renewTime", MICRO_TIME.format(now))
        .put("leaseTransitions", transitions() + 1);
    return new LeaseRecord(copy);
  }

  /** Returns the lease with one more heartbeat. */
  LeaseRecord renewed(Instant now) {
    ObjectNode copy = node.deepCopy();
    copy.withObjectProperty("spec").put("renewTime", MICRO_TIME.format(now));
    return new LeaseRecord(copy);
  }

  /** Returns who took it away last, if somebody did and the note can be read. */
  Optional<Theft> theft() {
    String told = node.path("metadata").path("annotations").path(THEFT).asText("");
    try {
      return told.isEmpty()
          ? Optional.empty()
          : Optional.of(TheftJson.read(told.getBytes(StandardCharsets.UTF_8)));
    } catch (DeployctlException damaged) {
      return Optional.empty();
    }
  }

  /** Returns the lease with a note of who took it away. */
  LeaseRecord stolen(Theft theft) {
    ObjectNode copy = node.deepCopy();
    copy.withObjectProperty("metadata")
        .withObjectProperty("annotations")
        .put(THEFT, new String(TheftJson.write(theft), StandardCharsets.UTF_8));
    return new LeaseRecord(copy);
  }

  /** Returns the lease given back. */
  LeaseRecord released() {
    ObjectNode copy = node.deepCopy();
    copy.withObjectProperty("spec").put("holderIdentity", "");
    copy.withObjectProperty("metadata").withObjectProperty("annotations").remove(HOLDER);
    return new LeaseRecord(copy);
  }
}
