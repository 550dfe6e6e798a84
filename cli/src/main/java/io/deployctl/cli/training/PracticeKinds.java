package io.deployctl.cli.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The kinds that the practice server serves. */
final class PracticeKinds {
  private record Kind(String group, String version, String kind, String plural, boolean inside) {}

  private static final List<Kind> ALL =
      List.of(
          new Kind("", "v1", "Namespace", "namespaces", false),
          new Kind("", "v1", "ConfigMap", "configmaps", true),
          new Kind("", "v1", "Secret", "secrets", true),
          new Kind("apps", "v1", "Deployment", "deployments", true),
          new Kind("coordination.k8s.io", "v1", "Lease", "leases", true));

  private PracticeKinds() {}

  /** Returns whether the path ends in the name of a kind. */
  static boolean isCollection(String path) {
    return ALL.stream().anyMatch(kind -> path.endsWith("/" + kind.plural()));
  }

  /** Returns what discovery says of the core group, or of all others. */
  static ObjectNode discovery(boolean core) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIGroupDiscoveryList");
    ArrayNode groups = list.putArray("items");
    for (Kind kind : ALL) {
      if (kind.group().isEmpty() == core) {
        ObjectNode group = groups.addObject();
        group.putObject("metadata").put("name", kind.group());
        ObjectNode version = group.putArray("versions").addObject();
        version.put("version", kind.version()).put("freshness", "Current");
        ObjectNode resource = version.putArray("resources").addObject();
        resource.put("resource", kind.plural());
        resource.put("scope", kind.inside() ? "Namespaced" : "Cluster");
        resource.putObject("responseKind").put("kind", kind.kind());
      }
    }
    return list;
  }
}
