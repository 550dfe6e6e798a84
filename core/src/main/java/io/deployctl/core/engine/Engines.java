package io.deployctl.core.engine;

/** Makes engines. */
public final class Engines {
  private Engines() {}

  /** Returns an engine for one command on one environment. */
  public static Engine create(EngineServices services) {
    return new DefaultEngine(services);
  }
}
