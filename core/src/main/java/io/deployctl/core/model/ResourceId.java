package io.deployctl.core.model;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * The identity of an object in the target: no version, because the same object can be read through
 * several of them.
 *
 * @param group the API group, empty for the core group
 * @param kind the kind, such as {@code Deployment}
 * @param namespace the namespace, empty for an object of the whole cluster
 * @param name the object's name
 */
public record ResourceId(String group, String kind, String namespace, String name)
    implements Comparable<ResourceId> {
  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::group)
          .thenComparing(ResourceId::kind)
          .thenComparing(ResourceId::namespace)
          .thenComparing(ResourceId::name);

  /** Refuses nulls, and an object without kind or name. */
  public ResourceId {
    requireNonNull(group, "group is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    if (kind.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("an object needs a kind and a name");
    }
  }

  /** Returns whether the object belongs to the whole cluster. */
  public boolean isClusterScoped() {
    return namespace.isEmpty();
  }

  /** Returns the object as plans show it: {@code Deployment ecap/api}, {@code Namespace ecap}. */
  public String address() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return group.isEmpty() ? address() : group + "/" + address();
  }
}
