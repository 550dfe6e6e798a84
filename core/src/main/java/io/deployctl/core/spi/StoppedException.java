package io.deployctl.core.spi;

/** The gate let no further act through. A provider answers with a cancelled result. */
public final class StoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that says why. */
  public StoppedException(String reason) {
    super(reason);
  }
}
