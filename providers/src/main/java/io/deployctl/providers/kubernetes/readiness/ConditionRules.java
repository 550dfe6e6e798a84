package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isFalse;
import static io.deployctl.providers.kubernetes.readiness.Fields.isObserved;
import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
import static io.deployctl.providers.kubernetes.readiness.Fields.items;
import static io.deployctl.providers.kubernetes.readiness.Fields.number;
import static io.deployctl.providers.kubernetes.readiness.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Kinds whose controllers say in conditions how they stand. */
final class ConditionRules {
  private ConditionRules() {}

  static Verdict customResource(ObjectNode definition, Surroundings around) {
    if (isTrue(definition, "Established")) {
      return Verdict.ready("established");
    }
    if (isFalse(definition, "NamesAccepted")) {
      return Verdict.failed(
          Cause.of(
              CauseCode.NAMES_CONFLICT,
              "the definition's names are taken by another one",
              List.of(said(definition, "NamesAccepted")),
              "rename the kind, or remove the other definition"));
    }
    return Verdict.progressing("not established yet");
  }

  static Verdict apiService(ObjectNode service, Surroundings around) {
    return isTrue(service, "Available")
        ? Verdict.ready("available")
        : Verdict.progressing("not available yet", unmet(service, "Available"));
  }

  static Verdict namespace(ObjectNode namespace, Surroundings around) {
    String phase = text(namespace, "/status/phase");
    return phase.equals("Active")
        ? Verdict.ready("active")
        : Verdict.progressing(phase.isEmpty() ? "not active yet" : phase);
  }

  /**
   * An autoscaler works when it can read and set the scale. That it has no metrics, as on every
   * fresh start, holds nobody up: it is said, and the workload is judged on its own.
   */
  static Verdict autoscaler(ObjectNode autoscaler, Surroundings around) {
    if (isFalse(autoscaler, "AbleToScale")) {
      return Verdict.progressing(
          "can't scale its target",
          Cause.of(
              CauseCode.AUTOSCALER_TARGET,
              "the autoscaler can't scale "
                  + text(autoscaler, "/spec/scaleTargetRef/kind")
                  + " "
                  + text(autoscaler, "/spec/scaleTargetRef/name"),
              List.of(said(autoscaler, "AbleToScale")),
              "see whether the target exists and has a scale"));
    }
    Optional<JsonNode> active = condition(autoscaler, "ScalingActive");
    int current = number(autoscaler, "/status/currentReplicas", 0);
    if (condition(autoscaler, "AbleToScale").isEmpty() && current == 0) {
      return Verdict.progressing("not seen by its controller yet");
    }
    String replicas = current == 1 ? "1 replica" : current + " replicas";
    return Verdict.ready(
        active
            .filter(scaling -> text(scaling, "/status").equals("False"))
            .map(scaling -> replicas + ", not scaling: " + text(scaling, "/reason"))
            .orElse(replicas));
  }

  /**
   * Judges by the conventions of kstatus, for kinds without a rule of their own: {@code
   * observedGeneration}, {@code Reconciling}, {@code Stalled} and {@code Ready}. A kind that has
   * none of them is ready when it is there.
   */
  static Verdict conventional(ObjectNode object, Surroundings around) {
    boolean hasGeneration = !object.at("/status/observedGeneration").isMissingNode();
    if (hasGeneration && !isObserved(object)) {
      return Verdict.progressing(WorkloadRules.UNSEEN);
    }
    if (isTrue(object, "Stalled")) {
      return Verdict.failed(
          Cause.of(
              CauseCode.CONDITION,
              "its controller says that it is stalled",
              List.of(said(object, "Stalled")),
              "correct what the condition names"));
    }
    if (isTrue(object, "Reconciling")) {
      return Verdict.progressing("reconciling", unmet(object, "Reconciling"));
    }
    Optional<JsonNode> ready = condition(object, "Ready");
    if (ready.isPresent() && !text(ready.get(), "/status").equals("True")) {
      return Verdict.progressing("not ready yet", unmet(object, "Ready"));
    }
    return Verdict.ready(ready.isEmpty() ? "there" : "ready");
  }

  /**
   * Judges by a condition that the user named, as {@code kubectl wait --for=condition} does: case
   * does not matter, and what was said of an older generation does not count.
   *
   * @param byKind what the kind's own rule says, for the cause
   */
  static Verdict named(ObjectNode object, String wanted, Verdict byKind) {
    int equals = wanted.indexOf('=');
    String type = equals < 0 ? wanted : wanted.substring(0, equals);
    String status = equals < 0 ? "True" : wanted.substring(equals + 1);
    boolean met =
        condition(object, type)
            .filter(condition -> isCurrent(object, condition))
            .filter(condition -> text(condition, "/status").equalsIgnoreCase(status))
            .isPresent();
    if (met) {
      return Verdict.ready(type + " is " + status);
    }
    String summary = type + " is not " + status;
    return !byKind.isReady() && byKind.cause().isPresent()
        ? byKind.saying(summary)
        : Verdict.progressing(summary, unmet(object, type));
  }

  private static boolean isCurrent(ObjectNode object, JsonNode condition) {
    JsonNode own = condition.at("/observedGeneration");
    JsonNode observed = own.isMissingNode() ? object.at("/status/observedGeneration") : own;
    return observed.isMissingNode()
        || observed.asLong() >= object.at("/metadata/generation").asLong(0);
  }

  private static Cause unmet(ObjectNode object, String type) {
    return Cause.of(
        CauseCode.CONDITION,
        "condition " + type + " is not as it should be",
        List.of(said(object, type)),
        "see what the controller that sets this condition says in its log");
  }

  private static String said(ObjectNode object, String type) {
    return condition(object, type)
        .map(
            condition ->
                "%s is %s: %s %s"
                    .formatted(
                        text(condition, "/type"),
                        text(condition, "/status"),
                        text(condition, "/reason"),
                        text(condition, "/message"))
                    .strip())
        .orElseGet(() -> "it has no condition " + type + known(object));
  }

  private static String known(ObjectNode object) {
    List<String> types =
        items(object, "/status/conditions").stream().map(each -> text(each, "/type")).toList();
    return types.isEmpty() ? "" : ", only " + String.join(", ", types);
  }
}
