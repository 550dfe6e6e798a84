package io.deployctl.cli;

import io.deployctl.cli.command.ImportRequest;
import io.deployctl.cli.view.Yaml;
import io.deployctl.core.plan.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of {@code deployctl.yaml} for a project that was made of what runs. */
final class ProjectFile {
  private static final int LONGEST_NAMESPACE = 63;

  private static final String HEAD =
      """
      # Made of what runs. The first plan takes the objects over and changes nothing else:
      #
      #   deployctl plan     what would change, nothing is touched
      #   deployctl apply    do exactly that, and prove it
      #
      # `clusterId` names the one cluster that will do, whatever a context is called. Before this is
      # about something that matters, add `protected: true` to the environment.

      """;

  private final ImportRequest request;
  private final Target target;
  private final Map<String, List<Map<String, Object>>> stages;

  ProjectFile(ImportRequest request, Target target, Map<String, List<Map<String, Object>>> stages) {
    this.request = request;
    this.target = target;
    this.stages = stages;
  }

  /** Returns it. */
  String text() {
    Map<String, Object> project = new LinkedHashMap<>();
    project.put("project", request.project());
    project.put("environments", Map.of(request.environment(), Map.of("target", target())));
    List<Map<String, Object>> list = new ArrayList<>();
    stages.forEach(
        (name, steps) -> {
          Map<String, Object> stage = new LinkedHashMap<>();
          stage.put("name", name);
          stage.put("steps", steps);
          list.add(stage);
        });
    project.put("stages", list);
    return HEAD + Yaml.file(project);
  }

  private Map<String, Object> target() {
    Map<String, Object> place = new LinkedHashMap<>();
    target.context().ifPresent(context -> place.put("contexts", List.of(literal(context))));
    place.put("clusterId", target.clusterId());
    place.put("namespace", request.namespace());
    place.put("stateNamespace", stateNamespace());
    return place;
  }

  /** State lives beside what is deployed: a namespace that is deleted takes no releases with it. */
  private String stateNamespace() {
    String ending = "-deploy";
    String name = request.namespace();
    int room = LONGEST_NAMESPACE - ending.length();
    return name.substring(0, Math.min(name.length(), room)).replaceAll("-+$", "") + ending;
  }

  /** Returns the text so that it is not read as a reference to a value. */
  static String literal(String text) {
    return text.replace("${", "$${");
  }
}
