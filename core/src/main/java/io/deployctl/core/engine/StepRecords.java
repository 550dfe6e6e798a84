package io.deployctl.core.engine;

import io.deployctl.core.config.StepSpec;
import io.deployctl.core.model.StepId;
import io.deployctl.core.plan.PlannedStep;
import io.deployctl.core.release.ContentRef;
import io.deployctl.core.release.StepOutcome;
import io.deployctl.core.release.StepRecord;
import io.deployctl.core.value.Leaf;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Makes the records of steps. */
final class StepRecords {
  private StepRecords() {}

  /**
   * Returns the record with which a step begins: not run yet, and until then what the target has of
   * it is what the newest release says.
   */
  static StepRecord pending(PlannedStep planned, String stage, Optional<StepRecord> current) {
    Optional<StepRecord> there = current.filter(record -> record.restoration().isPresent());
    return new StepRecord(
        planned.step(),
        stage,
        planned.needs(),
        planned.plan().provider(),
        there.map(StepRecord::identity).orElse(planned.identity()),
        planned.stateless(),
        StepOutcome.PENDING,
        there.map(StepRecord::inputs).orElse(planned.plan().inputs()),
        there.map(StepRecord::restorationVersion).orElse(0),
        there.flatMap(StepRecord::restoration),
        there.map(StepRecord::outputs).orElse(Map.of()),
        current.flatMap(StepRecord::attempt),
        there.map(StepRecord::unknownFields).orElse(Map.of()));
  }

  /** Returns the record of a step that this run leaves as the release has it. */
  static StepRecord carried(StepRecord record) {
    return record.outcome().isGood() ? record.with(StepOutcome.CARRIED) : record;
  }

  /** Returns the same, in the place that the project gives the step now. */
  static StepRecord carried(StepRecord record, StepSpec spec, String stage) {
    return carried(placed(record, spec.name(), stage, spec.needs()));
  }

  /** Returns a record under the name and in the place that the project gives the step now. */
  static StepRecord placed(StepRecord record, StepId name, String stage, Set<StepId> needs) {
    return new StepRecord(
        name,
        stage,
        needs,
        record.provider(),
        record.identity(),
        record.stateless(),
        record.outcome(),
        record.inputs(),
        record.restorationVersion(),
        record.restoration(),
        record.outputs(),
        record.attempt(),
        record.unknownFields());
  }

  /**
   * Returns the record of a step that was executed.
   *
   * @param restoration empty where there is nothing that could be restored
   */
  static StepRecord ended(
      StepRecord begun,
      PreparedStep step,
      StepOutcome outcome,
      int restorationVersion,
      Optional<SortedMap<String, ContentRef>> restoration,
      Map<String, Leaf> outputs) {
    return new StepRecord(
        begun.step(),
        begun.stage(),
        begun.needs(),
        begun.provider(),
        step.planned().identity(),
        begun.stateless(),
        outcome,
        step.inputs(),
        restorationVersion,
        restoration,
        outputs,
        outcome.isGood() ? Optional.empty() : begun.attempt(),
        begun.unknownFields());
  }
}
