package io.deployctl.providers.template;

import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValueUse;

/**
 * A value that was read for a piece of output.
 *
 * @param name the value as the template calls it
 * @param value the value
 * @param role whether it is in the piece, or decided that the piece is there
 */
record Read(String name, Value value, ValueUse.Role role) {
  /** Returns it as something that decided that a piece is there. */
  Read asCondition() {
    return new Read(name, value, ValueUse.Role.CONDITION);
  }
}
