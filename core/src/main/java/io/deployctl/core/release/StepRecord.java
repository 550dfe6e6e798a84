package io.deployctl.core.release;

import static java.util.Objects.requireNonNull;

import io.deployctl.core.model.Digest;
import io.deployctl.core.model.StepId;
import io.deployctl.core.value.Leaf;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One step as a release holds it.
 *
 * @param step its name
 * @param stage the stage it stood in
 * @param needs the steps of that stage that came before it
 * @param provider its provider
 * @param identity what it is in the target, see {@code PlannedStep}
 * @param stateless whether an automatic rollback may touch it, for a Helm step
 * @param outcome how it ended
 * @param inputs digest of what it was planned from
 * @param restorationVersion the version of the restoration's payload
 * @param restoration content by the provider's names; empty where the step never got so far
 * @param outputs its outputs as everybody may see them
 * @param attempt an act of which nobody knows whether it came to its end
 * @param unknownFields fields of a newer minor version, kept as they came
 */
public record StepRecord(
    StepId step,
    String stage,
    Set<StepId> needs,
    String provider,
    String identity,
    boolean stateless,
    StepOutcome outcome,
    Digest inputs,
    int restorationVersion,
    Optional<SortedMap<String, ContentRef>> restoration,
    Map<String, Leaf> outputs,
    Optional<Attempt> attempt,
    Map<String, Object> unknownFields) {
  /** Refuses nulls and copies. */
  public StepRecord {
    requireNonNull(step, "step is null");
    requireNonNull(stage, "stage is null");
    needs = Set.copyOf(needs);
    requireNonNull(provider, "provider is null");
    requireNonNull(identity, "identity is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(inputs, "inputs is null");
    restoration = restoration.map(refs -> Collections.unmodifiableSortedMap(new TreeMap<>(refs)));
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    requireNonNull(attempt, "attempt is null");
    unknownFields = Collections.unmodifiableSortedMap(new TreeMap<>(unknownFields));
  }

  /** Returns this record with its contents in other places. */
  StepRecord withContents(UnaryOperator<ContentRef> moved) {
    Optional<SortedMap<String, ContentRef>> places =
        restoration.map(
            references -> {
              SortedMap<String, ContentRef> now = new TreeMap<>(references);
              now.replaceAll((name, reference) -> moved.apply(reference));
              return now;
            });
    return copy(outcome, attempt, places);
  }

  /** Returns this record with another outcome. */
  public StepRecord with(StepOutcome other) {
    return copy(other, attempt, restoration);
  }

  /** Returns this record with an act in doubt, or with none. */
  public StepRecord with(Optional<Attempt> doubt) {
    return copy(outcome, doubt, restoration);
  }

  private StepRecord copy(
      StepOutcome other, Optional<Attempt> doubt, Optional<SortedMap<String, ContentRef>> places) {
    return new StepRecord(
        step,
        stage,
        needs,
        provider,
        identity,
        stateless,
        other,
        inputs,
        restorationVersion,
        places,
        outputs,
        doubt,
        unknownFields);
  }
}
