package io.deployctl.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The environment variables that references in a project name. */
final class VariableReferences {
  private final Set<String> plain = new LinkedHashSet<>();
  private final Set<String> secret = new LinkedHashSet<>();

  VariableReferences(ProjectSpec project, List<Layer> layers) {
    layers.forEach(layer -> collect(layer.values()));
    for (ProjectSpec.Step step : project.steps()) {
      collect(RawValues.of(step.settings(), "project", true));
    }
    project.ignore().ifPresent(rules -> collect(RawValues.of(rules, "project", true)));
  }

  /** Returns the names of all of them, secrets or not. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(plain);
    all.addAll(secret);
    return all;
  }

  /** Returns the names of those that are read as values, not as secrets. */
  Set<String> plain() {
    return plain;
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
