package io.deployctl.providers.manifests;

/**
 * A manifest with how the server knows its kind.
 *
 * @param manifest the object as it should be, in its namespace, with our label
 * @param kind how its kind is known
 * @param scaled whether an autoscaler sets its number of replicas
 * @param namespaceThere whether its namespace is there now; true for an object without one
 */
record Desired(Manifest manifest, KindResolver.Kind kind, boolean scaled, boolean namespaceThere) {
  /** Returns the fields of it that are others' to set. */
  DelegatedFields delegated() {
    return new DelegatedFields(manifest.id(), manifest.body(), scaled);
  }

  /** Returns it with another manifest of the same object. */
  Desired as(Manifest other) {
    return new Desired(other, kind, scaled, namespaceThere);
  }

  /** Returns whether the server can be asked what would come of applying it. */
  boolean canBeTried() {
    return kind.served() && namespaceThere && manifest.waiting().isEmpty();
  }
}
