package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.RunId;
import io.deployctl.core.release.EnvironmentIdentity;
import io.deployctl.core.release.Hold;
import io.deployctl.core.release.ReleaseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored form of an {@link EnvironmentIndex}. */
public final class IndexJson {
  private IndexJson() {}

  /** Returns the index's stored form. */
  public static byte[] write(EnvironmentIndex index) {
    ObjectNode node = Records.begin();
    put(node, index);
    return Records.write(node);
  }

  static void put(ObjectNode node, EnvironmentIndex index) {
    EnvironmentIdentity identity = index.identity();
    node.put("project", identity.project());
    node.put("environment", identity.environment());
    node.put("uuid", identity.uuid());
    ArrayNode releases = node.putArray("releases");
    index.releases().forEach(line -> putSummary(releases.addObject(), line));
    index.hold().ifPresent(hold -> putHold(node.putObject("hold"), hold));
    Records.putRest(node, index.unknownFields());
  }

  /**
   * Returns the index of the given stored form.
   *
   * @param source what it is, for messages: {@code the environment's index}
   * @throws io.deployctl.core.diagnostic.DeployctlException when the bytes are damaged, or of a
   *     newer form than this version knows
   */
  public static EnvironmentIndex read(byte[] bytes, String source) {
    return Records.read(bytes, source, IndexJson::index);
  }

  static EnvironmentIndex index(RecordReader reader) {
    EnvironmentIdentity identity =
        new EnvironmentIdentity(
            reader.text("project"), reader.text("environment"), reader.text("uuid"));
    List<ReleaseSummary> releases =
        reader.objects("releases").stream().map(IndexJson::summary).toList();
    Optional<Hold> hold = reader.optionalObject("hold").map(IndexJson::hold);
    return new EnvironmentIndex(identity, releases, hold, reader.rest());
  }

  private static void putSummary(ObjectNode node, ReleaseSummary line) {
    node.put("number", line.number());
    node.put("run", line.run().value());
    node.put("status", line.status().word());
    node.put("mode", line.mode().word());
    line.rollbackOf().ifPresent(number -> node.put("rollbackOf", number));
    node.put("actor", line.actor());
    node.put("commit", line.commit());
    node.put("startedAt", line.startedAt().toString());
    node.put("verified", line.verified());
  }

  private static ReleaseSummary summary(RecordReader reader) {
    return new ReleaseSummary(
        reader.integer("number"),
        new RunId(reader.text("run")),
        ReleaseStatus.parse(reader.text("status")),
        ReleaseJson.mode(reader),
        reader.optionalInteger("rollbackOf"),
        reader.text("actor"),
        reader.text("commit"),
        Instant.parse(reader.text("startedAt")),
        reader.flag("verified"));
  }

  private static void putHold(ObjectNode node, Hold hold) {
    node.put("configDigest", hold.configDigest().value());
    node.put("release", hold.release());
    node.put("by", hold.by());
  }

  private static Hold hold(RecordReader reader) {
    return new Hold(
        new Digest(reader.text("configDigest")), reader.integer("release"), reader.text("by"));
  }
}
