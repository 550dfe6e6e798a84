package io.deployctl.providers.kubernetes.readiness;

import static io.deployctl.providers.kubernetes.readiness.Fields.condition;
import static io.deployctl.providers.kubernetes.readiness.Fields.isObserved;
import static io.deployctl.providers.kubernetes.readiness.Fields.isTrue;
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
    Optional<JsonNode> names =
        condition(definition, "NamesAccepted").filter(c -> text(c, "/status").equals("False"));
    return names
        .map(
            condition ->
                Verdict.failed(
                    new Cause(
                        "names-conflict",
                        "the definition's names are taken by another one",
                        List.of(text(condition, "/message")),
                        "rename the kind, or remove the other definition")))
        .orElse(Verdict.progressing("not established yet"));
  }

  static Verdict apiService(ObjectNode service, Surroundings around) {
    return isTrue(service, "Available")
        ? Verdict.ready("available")
        : explained(service, "Available", "not available yet");
  }

  /**
   * An autoscaler works when it can read and set the scale. That it has no metrics yet, as on every
   * fresh start, holds nobody up: it is said, and the workload itself is judged on its own.
   */
  static Verdict autoscaler(ObjectNode autoscaler, Surroundings around) {
    Optional<JsonNode> able = condition(autoscaler, "AbleToScale");
    if (able.filter(c -> text(c, "/status").equals("False")).isPresent()) {
      return explained(autoscaler, "AbleToScale", "can't scale its target");
    }
    int current = number(autoscaler, "/status/currentReplicas", 0);
    String metrics = isTrue(autoscaler, "ScalingActive") ? "" : ", no metrics yet";
    return able.isPresent() || current > 0
        ? Verdict.ready(current + " replicas" + metrics)
        : Verdict.progressing("not seen by its controller yet");
  }

  /** Judges by the conventions that kstatus follows, for kinds without a rule of their own. */
  static Verdict conventional(ObjectNode object, Surroundings around) {
    boolean hasGeneration = !object.at("/status/observedGeneration").isMissingNode();
    if (hasGeneration && !isObserved(object)) {
      return Verdict.progressing("waiting for the controller to see the change");
    }
    if (isTrue(object, "Stalled") || isTrue(object, "Failed")) {
      String type = isTrue(object, "Stalled") ? "Stalled" : "Failed";
      return Verdict.failed(cause(object, type));
    }
    Optional<JsonNode> ready = condition(object, "Ready").or(() -> condition(object, "Available"));
    if (ready.isEmpty() || text(ready.get(), "/status").equals("True")) {
      return Verdict.ready(ready.isEmpty() ? "there" : "ready");
    }
    return explained(object, text(ready.get(), "/type"), "not ready yet");
  }

  static Verdict named(ObjectNode object, String wanted) {
    int equals = wanted.indexOf('=');
    String type = equals < 0 ? wanted : wanted.substring(0, equals);
    String status = equals < 0 ? "True" : wanted.substring(equals + 1);
    boolean met =
        condition(object, type).filter(c -> text(c, "/status").equals(status)).isPresent();
    return met
        ? Verdict.ready(type + " is " + status)
        : explained(object, type, type + " is not " + status);
  }

  private static Verdict explained(ObjectNode object, String type, String summary) {
    return Verdict.progressing(summary).explainedBy(Optional.of(cause(object, type)));
  }

  private static Cause cause(ObjectNode object, String type) {
    List<String> evidence =
        condition(object, type)
            .map(c -> List.of(type + ": " + text(c, "/reason") + " " + text(c, "/message")))
            .orElse(List.of("there is no condition " + type));
    return new Cause(
        "condition",
        "condition " + type + " is not as it should be",
        evidence,
        "look at the controller that writes this condition");
  }
}
