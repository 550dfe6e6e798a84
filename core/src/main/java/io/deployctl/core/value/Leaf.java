package io.deployctl.core.value;

import io.deployctl.core.model.StepOutputRef;
import java.util.Optional;
import java.util.Set;

/**
 * A value as diff, plan, journal and views may see it: masking is by type, so nothing that handles
 * leaves can print a secret.
 */
public sealed interface Leaf {
  /**
   * Something that everybody may see. One number has one form, whether it was read as an int, a
   * long or a decimal: leaves of a plan are compared with those of its file, where all are digits.
   *
   * @param data a String, Boolean, Number, or empty for null; {@code {}} and {@code []} as text for
   *     empty containers
   */
  record Literal(Optional<Object> data) implements Leaf {
    /** Gives numbers their one form. */
    public Literal {
      data = data.map(Numbers::canonical);
    }

    /** Returns a literal of data that is not null. */
    public static Literal of(Object data) {
      return new Literal(Optional.of(data));
    }
  }

  /**
   * A secret: only whether it changed can be seen.
   *
   * @param tag its tag
   */
  record Sensitive(KeyedTag tag) implements Leaf {}

  /**
   * Not known before steps have run.
   *
   * @param waitsOn the outputs that it waits on
   */
  record Waiting(Set<StepOutputRef> waitsOn) implements Leaf {
    /** Copies. */
    public Waiting {
      waitsOn = Set.copyOf(waitsOn);
    }
  }
}
