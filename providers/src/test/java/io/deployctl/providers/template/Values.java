package io.deployctl.providers.template;

import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.SecretText;
import io.deployctl.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds values for tests out of plain Java. */
final class Values {
  private static final Origin ORIGIN = new Origin.BuiltIn("test");

  private Values() {}

  static Value.Mapping map(Object... keysAndValues) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put((String) keysAndValues[i], of(keysAndValues[i + 1]));
    }
    return new Value.Mapping(entries, Set.of());
  }

  static Value.Sequence list(Object... items) {
    return new Value.Sequence(List.of(items).stream().map(Values::of).toList(), Set.of());
  }

  static Value secret(String text) {
    return new Value.Secret(new SecretText(text), true, Set.of());
  }

  static Value unknown(String step, String output) {
    return new Value.Unknown(Set.of(ref(step, output)), false, Set.of());
  }

  static StepOutputRef ref(String step, String output) {
    return new StepOutputRef(new StepId(step), output);
  }

  private static Value of(Object data) {
    return data instanceof Value value ? value : Value.Scalar.of(data, ORIGIN);
  }
}
