package io.deployctl.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.deployctl.core.plan.Permission;
import io.deployctl.fixtures.CommandResult;
import io.deployctl.providers.sandbox.Forward;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A small project, and accounts that have nothing but what {@code deployctl rbac} prints. */
final class RightsStory implements AutoCloseable {
  private final HttpServer application;
  private final Stage stage;
  private final Map<String, Path> accounts = new HashMap<>();

  private RightsStory(HttpServer application, Stage stage) {
    this.application = application;
    this.stage = stage;
  }

  /** Raises a control plane with the project below the directory. */
  static RightsStory raise(Path project) throws IOException {
    HttpServer application =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    application.start();
    Forward forward = new Forward("app", 8080, "127.0.0.1", application.getAddress().getPort());
    return new RightsStory(application, Stage.raiseAudited(project, List.of(forward)));
  }

  Stage stage() {
    return stage;
  }

  /** Makes an account for the duty, with the Roles for it and no other right. */
  void account(String duty) throws IOException {
    account(duty, duty, stage.project());
  }

  /** Makes an account of that name for a duty in a project. */
  void account(String name, String duty, Path project) throws IOException {
    accounts.put(name, stage.accountKubeconfig("accounts", name));
    String account = "accounts/" + name;
    CommandResult roles =
        stage
            .run("-C", project.toString(), "rbac", "--for", duty, "--service-account", account)
            .exited(0);
    Path file = Files.writeString(stage.directory().resolve("tmp/" + name + ".yaml"), roles.out());
    stage.kubectl("apply", "-f", file.toString());
  }

  /** Runs a command as the account. */
  CommandResult as(String duty, String... arguments) {
    return stage.runWith(Map.of("KUBECONFIG", accounts.get(duty).toString()), arguments);
  }

  /** Returns the permissions that the Roles for the duty grant, one by one. */
  Set<Permission> granted(String duty) throws IOException {
    JsonNode answer =
        new ObjectMapper().readTree(stage.run("rbac", "--for", duty, "-o", "json").out());
    Set<Permission> granted = new TreeSet<>();
    for (JsonNode object : answer.path("objects")) {
      String namespace = object.at("/metadata/namespace").asText("");
      object.path("rules").forEach(rule -> expand(rule, namespace, granted));
    }
    return granted;
  }

  /** Returns the granted permissions that the account never made use of. */
  List<Permission> unused(String duty) throws IOException {
    Set<Permission> used = stage.audit().of("accounts:" + duty, true);
    List<Permission> unused = new ArrayList<>();
    for (Permission one : granted(duty)) {
      boolean found =
          used.stream()
              .filter(other -> other.verb().equals(one.verb()))
              .filter(other -> other.qualifiedResource().equals(one.qualifiedResource()))
              .filter(other -> other.namespace().equals(one.namespace()))
              .anyMatch(other -> one.name().isEmpty() || other.name().equals(one.name()));
      if (!found) {
        unused.add(one);
      }
    }
    return unused;
  }

  @Override
  public void close() {
    application.stop(0);
    stage.close();
  }

  private static void expand(JsonNode rule, String namespace, Set<Permission> granted) {
    for (JsonNode verb : rule.path("verbs")) {
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          for (String name : names(rule)) {
            granted.add(
                new Permission(verb.asText(), group.asText(), resource.asText(), namespace, name));
          }
        }
      }
    }
  }

  private static List<String> names(JsonNode rule) {
    List<String> names = new ArrayList<>();
    rule.path("resourceNames").forEach(name -> names.add(name.asText()));
    return names.isEmpty() ? List.of("") : names;
  }
}
