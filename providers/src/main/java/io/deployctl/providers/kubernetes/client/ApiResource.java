package io.deployctl.providers.kubernetes.client;

/**
 * A kind as the API server's discovery lists it.
 *
 * @param apiVersion group and version, such as {@code apps/v1} or {@code v1}
 * @param kind the kind
 * @param plural its name in paths
 * @param namespaced whether its objects live in namespaces
 */
public record ApiResource(String apiVersion, String kind, String plural, boolean namespaced) {
  /** Returns the group; empty for the core group. */
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /**
   * Returns the path of one object.
   *
   * @param namespace ignored for a kind of the whole cluster
   */
  public String path(String namespace, String name) {
    return collection(namespace) + "/" + name;
  }

  /** Returns the path of all objects; of all namespaces where the namespace is empty. */
  public String collection(String namespace) {
    String root = apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/";
    String scope = namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
    return root + apiVersion + scope + "/" + plural;
  }
}
