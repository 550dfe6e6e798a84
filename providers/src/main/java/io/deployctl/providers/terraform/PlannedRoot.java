package io.deployctl.providers.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.plan.Effect;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.Undo;
import io.deployctl.core.plan.Verb;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Leaf;
import io.deployctl.core.value.Value;
import io.deployctl.providers.input.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A saved plan as {@code terraform show -json} tells it, read for review. */
final class PlannedRoot {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode plan;
  private final PlanLeaves leaves;

  PlannedRoot(JsonNode plan, PlanLeaves leaves) {
    this.plan = plan;
    this.leaves = leaves;
  }

  /**
   * Returns the one effect of applying the plan, or empty where nothing changes.
   *
   * @param address the root, as users read it
   * @param destroy whether the plan takes everything away
   */
  Optional<Effect> effect(String address, boolean destroy) {
    List<FieldChange> changes = new ArrayList<>();
    Counts counts = new Counts();
    for (JsonNode resource : plan.path("resource_changes")) {
      describe(resource, counts, changes);
    }
    if (!destroy) {
      plan.path("output_changes")
          .properties()
          .forEach(
              output -> leaves.compare("output." + output.getKey(), output.getValue(), changes));
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    Undo undo =
        counts.destroyed.isEmpty()
            ? Undo.REVERSIBLE
            : Undo.oneWay("Terraform destroys " + String.join(", ", counts.destroyed));
    return Optional.of(
        Effect.of("terraform", verb(destroy), address)
            .withChanges(changes)
            .withUndo(undo)
            .withNotes(List.of(counts.toString())));
  }

  /** Returns what tells where the changes of the root came from. */
  RootOrigins origins(StepScope scope, String root) {
    return new RootOrigins(scope, plan, root);
  }

  /** Returns a warning for each resource that changed without Terraform. */
  List<Diagnostic> drift() {
    List<Diagnostic> notes = new ArrayList<>();
    for (JsonNode resource : plan.path("resource_drift")) {
      boolean gone = actions(resource).contains("delete");
      Diagnostic note =
          Diagnostic.warning(
              "terraform-drift",
              "`%s` was %s outside of Terraform"
                  .formatted(resource.path("address").asText(), gone ? "deleted" : "changed"));
      List<FieldChange> changes = new ArrayList<>();
      if (!gone) {
        leaves.compare("", resource.path("change"), changes);
      }
      for (FieldChange change : changes) {
        note =
            note.detail(
                "%s: %s -> %s"
                    .formatted(
                        change.path().substring(1),
                        PlanLeaves.text(change.before()),
                        PlanLeaves.text(change.after())));
      }
      notes.add(note);
    }
    return notes;
  }

  /** Returns the root's outputs, and whether each is sensitive. */
  Map<String, Boolean> outputs() {
    Map<String, Boolean> outputs = new LinkedHashMap<>();
    JsonNode planned = plan.path("planned_values").path("outputs");
    plan.path("configuration")
        .path("root_module")
        .path("outputs")
        .fieldNames()
        .forEachRemaining(name -> outputs.put(name, isSensitive(planned.path(name))));
    return outputs;
  }

  /** Returns the outputs whose values are certain, whatever the plan still has to find out. */
  Map<String, Value> knownOutputs(StepId step) {
    Map<String, Value> known = new LinkedHashMap<>();
    plan.path("planned_values")
        .path("outputs")
        .properties()
        .forEach(
            output -> {
              if (isKnown(output.getKey(), output.getValue())) {
                known.put(output.getKey(), value(step, output.getKey(), output.getValue()));
              }
            });
    return known;
  }

  /** Returns the variables that the root declares. */
  Set<String> variables() {
    Set<String> names = new TreeSet<>();
    plan.path("configuration")
        .path("root_module")
        .path("variables")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /**
   * Returns an output of {@code output -json} or of a plan as a value.
   *
   * @param output has {@code value} and {@code sensitive}
   */
  Value value(StepId step, String name, JsonNode output) {
    Object tree = JSON.convertValue(output.path("value"), Object.class);
    return PlainValues.ofOutput(tree, isSensitive(output), new StepOutputRef(step, name));
  }

  /** Returns every output that {@code terraform output -json} wrote. */
  static Map<String, Value> outputValues(JsonNode json, PlanLeaves leaves, StepId step) {
    PlannedRoot outputs = new PlannedRoot(json, leaves);
    Map<String, Value> values = new LinkedHashMap<>();
    outputs
        .plan
        .properties()
        .forEach(
            output ->
                values.put(
                    output.getKey(), outputs.value(step, output.getKey(), output.getValue())));
    return values;
  }

  private boolean isKnown(String name, JsonNode planned) {
    JsonNode unknown = plan.path("output_changes").path(name).path("after_unknown");
    return planned.has("value") && !holdsTrue(unknown);
  }

  private boolean isSensitive(JsonNode output) {
    return output.path("sensitive").asBoolean()
        || leaves.holdsSecret(output.path("value").toString());
  }

  private static boolean holdsTrue(JsonNode node) {
    if (node.isContainerNode()) {
      for (JsonNode child : node) {
        if (holdsTrue(child)) {
          return true;
        }
      }
      return false;
    }
    return node.asBoolean();
  }

  private Verb verb(boolean destroy) {
    if (destroy) {
      return Verb.DELETE;
    }
    boolean empty = plan.path("prior_state").path("values").path("root_module").isEmpty();
    return empty ? Verb.CREATE : Verb.UPDATE;
  }

  private void describe(JsonNode resource, Counts counts, List<FieldChange> changes) {
    String address = resource.path("address").asText();
    List<String> actions = actions(resource);
    boolean creates = actions.contains("create");
    boolean deletes = actions.contains("delete");
    if (creates && deletes) {
      counts.replaced(address);
      changes.add(header(address, Optional.of("exists"), Optional.of(reason(resource))));
      leaves.compare(address, resource.path("change"), changes);
    } else if (creates) {
      counts.added++;
      changes.add(header(address, Optional.empty(), Optional.of("created")));
      leaves.compare(address, resource.path("change"), changes);
    } else if (deletes) {
      counts.deleted(address);
      changes.add(header(address, Optional.of("exists"), Optional.empty()));
    } else if (actions.contains("update")) {
      counts.changed++;
      leaves.compare(address, resource.path("change"), changes);
    } else if (actions.contains("forget")) {
      changes.add(header(address, Optional.of("exists"), Optional.of("forgotten, not destroyed")));
    } else if (resource.has("previous_address")) {
      changes.add(
          header(
              address,
              Optional.empty(),
              Optional.of("moved from " + resource.path("previous_address").asText())));
    }
  }

  private static FieldChange header(
      String address, Optional<String> before, Optional<String> after) {
    return new FieldChange(
        address, before.map(Leaf.Literal::of), after.map(Leaf.Literal::of), Optional.empty());
  }

  private static String reason(JsonNode resource) {
    Set<String> fields = new TreeSet<>();
    for (JsonNode path : resource.path("change").path("replace_paths")) {
      fields.add(path.path(0).asText());
    }
    return fields.isEmpty() ? "replaced" : "replaced, because of " + String.join(", ", fields);
  }

  private static List<String> actions(JsonNode resource) {
    List<String> actions = new ArrayList<>();
    resource.path("change").path("actions").forEach(action -> actions.add(action.asText()));
    return actions;
  }

  /** Counts as Terraform's own summary does. */
  private static final class Counts {
    private final List<String> destroyed = new ArrayList<>();
    private int added;
    private int changed;

    private void replaced(String address) {
      added++;
      destroyed.add(address);
    }

    private void deleted(String address) {
      destroyed.add(address);
    }

    @Override
    public String toString() {
      return "%d to add, %d to change, %d to destroy".formatted(added, changed, destroyed.size());
    }
  }
}
