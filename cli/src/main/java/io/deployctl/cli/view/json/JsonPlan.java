package io.deployctl.cli.view.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deployctl.cli.view.PlanCounts;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.Plan;
import io.deployctl.core.plan.PlannedOverride;
import io.deployctl.core.plan.PlannedStage;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.plan.StepPlan;
import io.deployctl.core.plan.Target;
import io.deployctl.core.plan.Verdict;
import java.util.List;
import java.util.Map;

/** A plan as JSON: everything a reviewer sees, nothing of what a provider keeps for itself. */
final class JsonPlan {
  private JsonPlan() {}

  /** Writes the plan's fields into the node. */
  static void write(ObjectNode node, Plan plan) {
    node.put("run", plan.run().value());
    node.put("mode", plan.mode().word());
    node.put("project", plan.project());
    node.put("environment", plan.environment());
    node.put("environmentUuid", plan.environmentUuid());
    node.put("firstRun", plan.firstRun());
    node.put("protected", plan.protectedEnvironment());
    node.put("namespace", plan.namespace());
    plan.target().ifPresent(target -> node.set("target", target(target)));
    node.put("createdAt", plan.createdAt().toString());
    node.put("configDigest", plan.configDigest().value());
    plan.base().ifPresent(number -> node.put("base", number));
    plan.rollbackOf().ifPresent(number -> node.put("rollbackOf", number));
    node.put("onFailure", plan.onFailure().word());
    ArrayNode overrides = node.putArray("overrides");
    plan.overrides().forEach(override -> overrides.add(override(override)));
    texts(node.putObject("inputs"), plan.inputs());
    texts(node.putObject("tools"), plan.tools());
    node.put("changes", plan.hasChanges());
    node.put("reversibility", plan.reversibility().words());
    node.set("counts", counts(PlanCounts.of(plan)));
    ArrayNode stages = node.putArray("stages");
    plan.stages().forEach(stage -> stages.add(stage(stage)));
    node.set("notes", JsonDiagnostics.of(plan.notes()));
    if (!plan.values().isEmpty()) {
      node.set("values", JsonOrigin.layers(plan.values()));
    }
  }

  /** Returns the cluster. */
  static ObjectNode target(Target target) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("clusterId", target.clusterId()).put("server", target.server());
    target.context().ifPresent(context -> node.put("context", context));
    target.version().ifPresent(version -> node.put("version", version));
    return node;
  }

  private static ObjectNode override(PlannedOverride override) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("path", override.path());
    node.setAll(JsonLeaf.of(override.value()));
    return node.put("origin", override.origin());
  }

  private static ObjectNode counts(PlanCounts counts) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("create", counts.create())
        .put("change", counts.change())
        .put("replace", counts.replace())
        .put("delete", counts.delete())
        .put("run", counts.run())
        .put("adopt", counts.adopt())
        .put("checks", counts.checks())
        .put("open", counts.open());
  }

  private static ObjectNode stage(PlannedStage stage) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", stage.name());
    ArrayNode steps = node.putArray("steps");
    stage.steps().forEach(step -> steps.add(step(step)));
    return node;
  }

  private static ObjectNode step(PlannedStep step) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", step.step().name());
    step.was().ifPresent(old -> node.put("was", old.name()));
    ArrayNode needs = node.putArray("needs");
    step.needs().stream().map(StepId::name).sorted().forEach(needs::add);
    node.put("identity", step.identity());
    write(node, step.plan());
    node.set("notes", JsonDiagnostics.of(step.notes()));
    if (!step.verdicts().isEmpty()) {
      ArrayNode verdicts = node.putArray("verdicts");
      step.verdicts().forEach(verdict -> verdicts.add(verdict(verdict)));
    }
    return node;
  }

  private static ObjectNode verdict(Verdict verdict) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("address", verdict.address()).put("kind", verdict.kind().word());
    node.put("reason", verdict.reason());
    verdict.hint().ifPresent(hint -> node.put("hint", hint));
    return node;
  }

  /** Writes a step's plan into the node. */
  static void write(ObjectNode node, StepPlan plan) {
    node.put("provider", plan.provider());
    node.put("changes", plan.changesTarget());
    node.put("reversibility", plan.reversibility().words());
    node.put("open", plan.isPlannedAgain());
    plan.deferred().ifPresent(reason -> node.put("deferred", reason));
    node.set("waitsOn", JsonLeaf.refs(plan.waitsOn()));
    ArrayNode effects = node.putArray("effects");
    plan.effects().forEach(effect -> effects.add(JsonEffect.of(effect)));
    ObjectNode uses = JsonOrigin.uses(plan.effects());
    if (!uses.isEmpty()) {
      node.set("uses", uses);
    }
  }

  private static void texts(ObjectNode node, Map<String, String> texts) {
    texts.forEach(node::put);
  }

  /** Returns the texts as an array. */
  static ArrayNode array(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
