package io.deployctl.providers.template;

import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Value;
import java.util.Set;
import java.util.TreeSet;

/** What went into a piece of output: whether a secret did, and which outputs not known yet. */
final class Taint {
  private final Set<StepOutputRef> outputs = new TreeSet<>();
  private boolean secret;

  /** Adds what reading the value brings in; a plain scalar brings nothing. */
  void add(Value value) {
    if (value instanceof Value.Secret) {
      secret = true;
    } else if (value instanceof Value.Unknown unknown) {
      outputs.addAll(unknown.waitsOn());
      secret = secret || unknown.sensitive();
    }
  }

  /** Adds all that the other taint has. */
  void add(Taint other) {
    outputs.addAll(other.outputs);
    secret = secret || other.secret;
  }

  /** Returns whether a secret went in. */
  boolean isSecret() {
    return secret;
  }

  /** Returns the outputs that went in. */
  Set<StepOutputRef> outputs() {
    return outputs;
  }
}
