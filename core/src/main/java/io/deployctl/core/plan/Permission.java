package io.deployctl.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One thing that an account may be allowed to do in a cluster, in the words of Kubernetes' RBAC.
 *
 * @param verb what is done, such as {@code patch}; {@code *} for everything
 * @param group the API group; empty for the core group, {@code *} for all
 * @param resource the kind's plural, with a subresource after a slash; {@code *} for all. One that
 *     begins with a slash is a path of the server that is no resource
 * @param namespace where; empty for what belongs to no namespace, and for all of them
 * @param name the one object that is meant; empty for any
 */
public record Permission(String verb, String group, String resource, String namespace, String name)
    implements Comparable<Permission> {
  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::namespace)
          .thenComparing(Permission::group)
          .thenComparing(Permission::resource)
          .thenComparing(Permission::name)
          .thenComparing(Permission::verb);

  /** Refuses nulls. */
  public Permission {
    requireNonNull(verb, "verb is null");
    requireNonNull(group, "group is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
  }

  /** Returns whether it is for a path of the server that is no resource. */
  public boolean isForPath() {
    return resource.startsWith("/");
  }

  /** Returns the resource as messages name it: {@code deployments.apps}. */
  public String qualifiedResource() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  @Override
  public int compareTo(Permission other) {
    return ORDER.compare(this, other);
  }
}
