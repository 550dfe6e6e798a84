package io.deployctl.providers.sandbox;

/** Hears what is being done, while it is being done. */
@FunctionalInterface
public interface Progress {
  /** Takes one short sentence without a final full stop, such as {@code starting etcd}. */
  void report(String message);

  /** Returns a listener that ignores everything. */
  static Progress silent() {
    return message -> {};
  }
}
