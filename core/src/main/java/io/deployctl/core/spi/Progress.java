package io.deployctl.core.spi;

/** Takes what a step is doing right now, for somebody who watches. Safe for several threads. */
@FunctionalInterface
public interface Progress {
  /**
   * Tells one short line without secrets: {@code waiting for Deployment ecap/api: 2 of 3 ready}.
   */
  void tell(String line);
}
