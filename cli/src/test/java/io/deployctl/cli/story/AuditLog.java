package io.deployctl.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deployctl.core.plan.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What accounts asked an API server for, as the server itself wrote it down. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /** Returns what the account asked for and was allowed, or was forbidden. */
  Set<Permission> of(String account, boolean allowed) throws IOException {
    Set<Permission> found = new TreeSet<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = JSON.readTree(line);
      boolean own = event.at("/user/username").asText().equals("system:serviceaccount:" + account);
      boolean was =
          event.at("/annotations/authorization.k8s.io~1decision").asText().equals("allow");
      int code = event.at("/responseStatus/code").asInt();
      if (own && event.has("objectRef") && (was && code != 403) == allowed) {
        add(event, code, found);
      }
    }
    return found;
  }

  /** An apply that made its object was asked for the right to create it, too. */
  private static void add(JsonNode event, int code, Set<Permission> found) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText("");
    String resource =
        object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
    String verb = event.path("verb").asText();
    Permission permission =
        new Permission(
            verb,
            object.path("apiGroup").asText(""),
            resource,
            object.path("namespace").asText(""),
            object.path("name").asText(""));
    found.add(permission);
    if (verb.equals("patch") && code == 201) {
      found.add(
          new Permission(
              "create",
              permission.group(),
              permission.resource(),
              permission.namespace(),
              permission.name()));
    }
  }
}
