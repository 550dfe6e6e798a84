package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.value.ValuePath;
import java.util.List;

/** Refuses what a protected environment does not take without `--allow-overrides`. */
final class ProtectedEnvironment {
  private ProtectedEnvironment() {}

  static void check(
      ProjectSpec project,
      ProjectSpec.Environment environment,
      List<Layer> layers,
      Diagnostics problems) {
    for (Layer layer : layers) {
      String subject = "`" + environment.name() + "` is protected: ";
      if (layer.kind() == Layer.Kind.LOCAL) {
        Diagnostic diagnostic =
            Diagnostic.error(
                    "protected-environment", subject + "it takes no values of this machine alone")
                .hint("Move the file away, or pass `--allow-overrides`");
        String file =
            layer.values().position().map(SourcePosition::file).orElse("environments/local.yaml");
        problems.add(diagnostic.at(SourcePosition.ofFile(file)));
      } else if (layer.kind() != Layer.Kind.COMMITTED) {
        ValuePath path = layer.path();
        if (!isInput(project, path)) {
          problems.add(
              Diagnostic.error(
                      "protected-environment",
                      subject + layer.name() + " overrides `" + path + "`, which is no input")
                  .hint("Declare it under `inputs`, or pass `--allow-overrides`"));
        }
      }
    }
  }

  /** Returns whether the path is a declared input, or a part of one. */
  static boolean isInput(ProjectSpec project, ValuePath path) {
    return project.inputs().keySet().stream()
        .anyMatch(
            input ->
                path.segments().size() >= input.segments().size()
                    && path.segments()
                        .subList(0, input.segments().size())
                        .equals(input.segments()));
  }
}
