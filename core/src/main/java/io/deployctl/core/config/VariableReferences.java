package io.deployctl.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The environment variables that references in a project name. */
final class VariableReferences {
  private final Set<String> plain = new LinkedHashSet<>();
  private final Set<String> secret = new LinkedHashSet<>();

  private VariableReferences(ProjectSpec project, List<Layer> layers) {
    layers.forEach(layer -> collect(layer.values()));
    for (ProjectSpec.Step step : project.steps()) {
      collect(RawValues.of(step.settings(), "project", true));
    }
    project.ignore().ifPresent(rules -> collect(RawValues.of(rules, "project", true)));
  }

  /** Returns the names of all of them, secrets or not. */
  static Set<String> all(ProjectSpec project, List<Layer> layers) {
    VariableReferences references = new VariableReferences(project, layers);
    Set<String> all = new LinkedHashSet<>(references.plain);
    all.addAll(references.secret);
    return all;
  }

  /** Returns the names of those that are read as values, not as secrets. */
  static Set<String> plain(ProjectSpec project, List<Layer> layers) {
    return new VariableReferences(project, layers).plain;
  }

  private void collect(Raw raw) {
    if (raw instanceof Raw.Mapping mapping) {
      mapping.entries().values().forEach(this::collect);
    } else if (raw instanceof Raw.Sequence sequence) {
      sequence.items().forEach(this::collect);
    } else {
      ((Raw.Scalar) raw)
          .templateText()
          .ifPresent(text -> Template.parse(text).parts().forEach(this::collect));
    }
  }

  private void collect(Template.Part part) {
    if (part instanceof Template.VariableReference variable) {
      plain.add(variable.name());
    } else if (part instanceof Template.SecretReference reference
        && reference.source().equals("env")) {
      secret.add(reference.reference());
    }
  }
}
