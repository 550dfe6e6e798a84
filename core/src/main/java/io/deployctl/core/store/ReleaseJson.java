package io.deployctl.core.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.LeafJson;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.PlanMode;
import io.deployctl.core.model.RunId;
import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.release.Actor;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.GitState;
import io.deployctl.core.release.Release;
import io.deployctl.core.release.ReleaseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The stored form of a {@link Release}, schema {@value Release#SCHEMA}. */
public final class ReleaseJson {
  private ReleaseJson() {}

  /** Returns the release's stored form: JSON, its fields always in the same order. */
  public static byte[] write(Release release) {
    ObjectNode node = Records.begin();
    node.put("number", release.number());
    node.put("run", release.run().value());
    node.put("status", release.status().word());
    node.put("mode", release.mode().word());
    node.put("namespace", release.namespace());
    node.put("protected", release.protectedEnvironment());
    release.parent().ifPresent(parent -> node.put("parent", parent));
    release.rollbackOf().ifPresent(number -> node.put("rollbackOf", number));
    putActor(node.putObject("actor"), release.actor());
    release.git().ifPresent(git -> putGit(node.putObject("git"), git));
    node.put("configDigest", release.configDigest().value());
    putOverrides(node.putArray("overrides"), release.overrides());
    putTexts(node.putObject("inputs"), release.inputs());
    putTexts(node.putObject("tools"), release.tools());
    node.put("deployctl", release.deployctl());
    node.put("startedAt", release.startedAt().toString());
    release.endedAt().ifPresent(at -> node.put("endedAt", at.toString()));
    release.plan().ifPresent(plan -> node.set("plan", ContentRefJson.write(plan)));
    release.emergency().ifPresent(reason -> node.put("emergency", reason));
    node.put("verified", release.verified());
    ArrayNode steps = node.putArray("steps");
    release.steps().forEach(step -> steps.add(StepRecordJson.write(step)));
    Records.putRest(node, release.unknownFields());
    return Records.write(node);
  }

  /**
   * Returns the release of the given stored form.
   *
   * @param source what it is, for messages: {@code release 3}
   * @throws io.deployctl.core.diagnostic.DeployctlException when the bytes are damaged, or of a
   *     newer form than this version knows
   */
  public static Release read(byte[] bytes, String source) {
    return Records.read(bytes, source, ReleaseJson::release);
  }

  static PlanMode mode(RecordReader reader) {
    String word = reader.text("mode");
    for (PlanMode mode : PlanMode.values()) {
      if (mode.word().equals(word.toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw reader.wrong("mode", "is none of the modes of a run");
  }

  private static Release release(RecordReader reader) {
    int number = reader.integer("number");
    RunId run = new RunId(reader.text("run"));
    ReleaseStatus status = ReleaseStatus.parse(reader.text("status"));
    PlanMode mode = mode(reader);
    String namespace = reader.text("namespace");
    boolean isProtected = reader.flag("protected");
    Optional<Integer> parent = reader.optionalInteger("parent");
    Optional<Integer> rollbackOf = reader.optionalInteger("rollbackOf");
    Actor actor = actor(reader.object("actor"));
    Optional<GitState> git = reader.optionalObject("git").map(ReleaseJson::git);
    Digest configDigest = new Digest(reader.text("configDigest"));
    List<PlannedOverride> overrides =
        reader.objects("overrides").stream().map(ReleaseJson::override).toList();
    Map<String, String> inputs = reader.textMap("inputs");
    Map<String, String> tools = reader.textMap("tools");
    String deployctl = reader.text("deployctl");
    Instant startedAt = Instant.parse(reader.text("startedAt"));
    Optional<Instant> endedAt = reader.optionalText("endedAt").map(Instant::parse);
    Optional<ContentRef> plan = reader.optionalObject("plan").map(ContentRefJson::read);
    Optional<String> emergency = reader.optionalText("emergency");
    return new Release(
        number,
        run,
        status,
        mode,
        namespace,
        isProtected,
        parent,
        rollbackOf,
        actor,
        git,
        configDigest,
        overrides,
        inputs,
        tools,
        deployctl,
        startedAt,
        endedAt,
        reader.objects("steps").stream().map(StepRecordJson::read).toList(),
        plan,
        emergency,
        reader.flag("verified"),
        reader.rest());
  }

  private static void putActor(ObjectNode node, Actor actor) {
    node.put("user", actor.user());
    node.put("host", actor.host());
    actor.ciLink().ifPresent(link -> node.put("ciLink", link));
  }

  private static Actor actor(RecordReader reader) {
    return new Actor(reader.text("user"), reader.text("host"), reader.optionalText("ciLink"));
  }

  private static void putGit(ObjectNode node, GitState git) {
    node.put("commit", git.commit()).put("branch", git.branch()).put("dirty", git.dirty());
  }

  private static GitState git(RecordReader reader) {
    return new GitState(reader.text("commit"), reader.text("branch"), reader.flag("dirty"));
  }

  private static void putOverrides(ArrayNode array, List<PlannedOverride> overrides) {
    overrides.forEach(
        override -> {
          ObjectNode node = array.addObject().put("path", override.path());
          node.set("value", LeafJson.write(override.value()));
          node.put("origin", override.origin());
        });
  }

  private static PlannedOverride override(RecordReader reader) {
    return new PlannedOverride(
        reader.text("path"), LeafJson.read(reader.object("value")), reader.text("origin"));
  }

  private static void putTexts(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }
}
