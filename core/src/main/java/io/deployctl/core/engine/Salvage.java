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
    return new StateImage(
        image.index().only(image.releases().keySet()),
        image.key(),
        image.inventory(),
        LostCommands.inDoubt(image),
        image.contents(),
        image.missing());
  }
}
