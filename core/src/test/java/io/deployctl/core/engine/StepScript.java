package io.deployctl.core.engine;

import io.deployctl.core.plan.Effect;
import io.deployctl.core.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a step of the {@link RecordingProvider} behaves. */
final class StepScript {
  /** Runs inside each act, before the target changes. */
  interface OnAct {
    void run(Effect effect) throws Exception;
  }

  int failingAct;
  OnAct onAct = effect -> {};
  Optional<String> refusal = Optional.empty();
  Optional<RuntimeException> thrownAtPlan = Optional.empty();
  Optional<RuntimeException> thrownAtExecute = Optional.empty();
  Map<String, Value> outputs = new HashMap<>();
  boolean outputsKnownAtPlan;
  Optional<String> deferredUntil = Optional.empty();
  boolean claimsIncomplete;
  boolean neverProven;
  boolean failingCheck;
  boolean oneWay;
  boolean notRepeatable;

  StepScript failsAtAct(int number) {
    failingAct = number;
    return this;
  }

  StepScript onAct(OnAct action) {
    onAct = action;
    return this;
  }

  StepScript refuses(String why) {
    refusal = Optional.of(why);
    return this;
  }

  StepScript output(String name, Value value) {
    outputs.put(name, value);
    return this;
  }

  StepScript isDeferredUntil(String key) {
    deferredUntil = Optional.of(key);
    return this;
  }
}
