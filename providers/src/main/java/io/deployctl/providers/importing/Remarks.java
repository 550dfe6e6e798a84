package io.deployctl.providers.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person should know of a manifest that was taken from a cluster. */
final class Remarks {
  private Remarks() {}

  /** Returns them, a sentence each. */
  static List<String> on(ObjectNode manifest) {
    List<String> remarks = new ArrayList<>();
    String kind = manifest.path("kind").asText();
    if (kind.equals("Pod") || kind.equals("ReplicaSet")) {
      remarks.add("nothing controls this " + kind + ": a Deployment would replace its pods");
    }
    if (kind.equals("ConfigMap")) {
      for (Map.Entry<String, JsonNode> entry : manifest.path("data").properties()) {
        if (SecretNames.isOne(entry.getKey())) {
          remarks.add("`data." + entry.getKey() + "` looks like a secret");
        }
      }
    }
    variables(manifest.path("spec"), remarks);
    return remarks;
  }

  private static void variables(JsonNode node, List<String> remarks) {
    for (JsonNode variable : node.path("env")) {
      String name = variable.path("name").asText("");
      if (SecretNames.isOne(name) && !variable.path("value").asText("").isEmpty()) {
        remarks.add("the variable `" + name + "` looks like a secret");
      }
    }
    node.forEach(child -> variables(child, remarks));
  }
}
