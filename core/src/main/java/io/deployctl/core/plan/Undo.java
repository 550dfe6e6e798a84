package io.deployctl.core.plan;

import java.util.Optional;

/**
 * What it costs to undo an effect.
 *
 * @param reversibility what an undo brings back
 * @param loss what is lost, named, unless it is reversible
 */
public record Undo(Reversibility reversibility, Optional<String> loss) {
  /** An effect whose undo loses nothing. */
  public static final Undo REVERSIBLE = new Undo(Reversibility.REVERSIBLE, Optional.empty());

  /** Returns the undo of an effect that takes something away that does not come back. */
  public static Undo withLoss(String loss) {
    return new Undo(Reversibility.WITH_LOSS, Optional.of(loss));
  }

  /** Returns the undo of an effect that has none. */
  public static Undo oneWay(String loss) {
    return new Undo(Reversibility.ONE_WAY, Optional.of(loss));
  }
}
