package io.deployctl.core.engine;

import io.deployctl.core.store.StateImage;

/** Makes of what could be read of a state one that an environment can go on from. */
public final class Salvage {
  private Salvage() {}

  /**
   * Returns the state without releases whose records are lost, and with commands in doubt of which
   * nobody can tell any more what they ran with last. One of which nothing is lost stays as it is.
   */
  public static StateImage of(StateImage image) {
    StateImage doubted = LostCommands.inDoubt(image);
    return new StateImage(
        doubted.index().only(doubted.releases().keySet()),
        doubted.key(),
        doubted.inventory(),
        doubted.releases(),
        doubted.contents(),
        doubted.missing());
  }
}
