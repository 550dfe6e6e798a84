package io.deployctl.core.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.core.json.RecordReader;
import io.deployctl.core.model.Digest;
import io.deployctl.core.model.RunId;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Target;
import io.deployctl.core.release.Decision;
import io.deployctl.core.release.GitState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The head of a plan file in its stored form. */
final class HeadJson {
  private HeadJson() {}

  static ObjectNode write(PlanFileHead head) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("project", head.project());
    node.put("environment", head.environment());
    node.put("environmentUuid", head.environmentUuid());
    writePlace(node.putObject("place"), head.place());
    head.target().ifPresent(target -> writeTarget(node.putObject("target"), target));
    head.base().ifPresent(base -> node.put("base", base));
    node.put("createdAt", head.createdAt().toString());
    node.put("expiresAt", head.expiresAt().toString());
    node.put("configDigest", head.configDigest().value());
    head.git()
        .ifPresent(
            git ->
                node.putObject("git")
                    .put("commit", git.commit())
                    .put("branch", git.branch())
                    .put("dirty", git.dirty()));
    node.put("madeBy", head.madeBy());
    node.put("deployctl", head.deployctl());
    ObjectNode tools = node.putObject("tools");
    head.tools().forEach(tools::put);
    ArrayNode only = node.putArray("only");
    new TreeSet<>(head.only()).forEach(step -> only.add(step.name()));
    node.put("releaseHold", head.releaseHold());
    if (!head.decisions().isEmpty()) {
      ArrayNode decisions = node.putArray("decisions");
      head.decisions().forEach(decision -> writeDecision(decisions.addObject(), decision));
    }
    return node;
  }

  static PlanFileHead read(RecordReader reader) {
    return new PlanFileHead(
        reader.text("project"),
        reader.text("environment"),
        reader.text("environmentUuid"),
        place(reader.object("place")),
        reader.optionalObject("target").map(HeadJson::target),
        reader.optionalInteger("base"),
        Instant.parse(reader.text("createdAt")),
        Instant.parse(reader.text("expiresAt")),
        new Digest(reader.text("configDigest")),
        reader.optionalObject("git").map(HeadJson::git),
        reader.text("madeBy"),
        reader.text("deployctl"),
        reader.textMap("tools"),
        reader.texts("only").stream().map(StepId::new).collect(Collectors.toSet()),
        reader.flag("releaseHold"),
        reader.raw("decisions").isPresent()
            ? reader.objects("decisions").stream().map(HeadJson::decision).toList()
            : List.of());
  }

  private static void writePlace(ObjectNode node, PlanFileHead.Place place) {
    ArrayNode contexts = node.putArray("contexts");
    place.contexts().forEach(contexts::add);
    node.put("namespace", place.namespace());
    node.put("stateNamespace", place.stateNamespace());
    place.stateDirectory().ifPresent(directory -> node.put("stateDirectory", directory));
    node.put("needsCluster", place.needsCluster());
  }

  private static PlanFileHead.Place place(RecordReader reader) {
    return new PlanFileHead.Place(
        reader.texts("contexts"),
        reader.text("namespace"),
        reader.text("stateNamespace"),
        reader.optionalText("stateDirectory"),
        reader.flag("needsCluster"));
  }

  private static void writeDecision(ObjectNode node, SealedDecision decision) {
    node.put("step", decision.step().name())
        .put("done", decision.decision() == Decision.DONE)
        .put("run", decision.run().value())
        .put("at", decision.at().toString());
  }

  private static SealedDecision decision(RecordReader reader) {
    return new SealedDecision(
        new StepId(reader.text("step")),
        reader.flag("done") ? Decision.DONE : Decision.AGAIN,
        new RunId(reader.text("run")),
        Instant.parse(reader.text("at")));
  }

  private static void writeTarget(ObjectNode node, Target target) {
    node.put("clusterId", target.clusterId()).put("server", target.server());
    target.context().ifPresent(context -> node.put("context", context));
    target.version().ifPresent(version -> node.put("version", version));
  }

  private static Target target(RecordReader reader) {
    Optional<String> context = reader.optionalText("context");
    return new Target(
        reader.text("clusterId"), reader.text("server"), context, reader.optionalText("version"));
  }

  private static GitState git(RecordReader reader) {
    return new GitState(reader.text("commit"), reader.text("branch"), reader.flag("dirty"));
  }
}
