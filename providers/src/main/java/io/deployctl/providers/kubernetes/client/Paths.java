package io.deployctl.providers.kubernetes.client;

import java.util.Optional;

/** Makes paths of objects, and refuses names that would make the path another one. */
final class Paths {
  private Paths() {}

  /** Returns the path of one object. */
  static String of(ApiResource resource, String namespace, String name) {
    if (name.isEmpty()) {
      throw refused("the name of a " + resource.kind() + " is empty");
    }
    if (resource.namespaced() && namespace.isEmpty()) {
      throw refused("the " + resource.kind() + " `" + name + "` needs a namespace");
    }
    return resource.path(checked(namespace), checked(name));
  }

  /** Returns the path of all objects. */
  static String all(ApiResource resource, String namespace) {
    return resource.collection(checked(namespace));
  }

  /** The API server's own rule for a part of a path. */
  private static String checked(String part) {
    if (part.equals(".") || part.equals("..") || part.contains("/") || part.contains("%")) {
      throw refused("`" + part + "` can't be the name of an object");
    }
    return part;
  }

  private static ApiFailure refused(String why) {
    return new ApiFailure(400, "BadRequest", why, Optional.empty());
  }
}
