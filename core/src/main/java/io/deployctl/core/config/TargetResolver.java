package io.deployctl.core.config;

import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.value.Value;
import java.util.List;
import java.util.Optional;

/** Resolves where an environment is. */
final class TargetResolver {
  /** Where objects go that name no namespace, where the target does not say. */
  static final String NAMESPACE = "default";

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private final ProjectSpec project;
  private final Diagnostics problems;

  TargetResolver(ProjectSpec project, Diagnostics problems) {
    this.project = project;
    this.problems = problems;
  }

  TargetSpec resolve(Raw.Mapping raw, ValueResolver resolver) {
    Value.Mapping target = (Value.Mapping) resolver.resolve(raw, "the target");
    String namespace = namespace(target, "namespace").orElse(NAMESPACE);
    String stateNamespace = namespace(target, "stateNamespace").orElse(project.name() + "-deploy");
    return new TargetSpec(
        text(target, "clusterId"),
        texts(target, "contexts"),
        namespace,
        stateNamespace,
        text(target, "stateDirectory"));
  }

  private Optional<String> namespace(Value.Mapping target, String key) {
    Optional<String> name = text(target, key);
    if (name.isPresent() && !name.get().matches(LABEL)) {
      Diagnostic diagnostic =
          Diagnostic.error("invalid-name", "`" + key + "` can't be `" + name.get() + "`")
              .hint("Use lower-case letters, digits and hyphens, at most 63 of them");
      Value value = target.entries().get(key);
      problems.add(Values.place(value).map(diagnostic::at).orElse(diagnostic));
    }
    return name;
  }

  private Optional<String> text(Value.Mapping target, String key) {
    Value value = target.entries().get(key);
    return value == null ? Optional.empty() : text(key, value);
  }

  private List<String> texts(Value.Mapping target, String key) {
    Value value = target.entries().get(key);
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().stream().flatMap(item -> text(key, item).stream()).toList();
    }
    return value == null ? List.of() : text(key, value).stream().toList();
  }

  private Optional<String> text(String key, Value value) {
    if (value instanceof Value.Scalar scalar) {
      return scalar.data().map(data -> scalar.text());
    }
    boolean reported = value instanceof Value.Unknown unknown && unknown.waitsOn().isEmpty();
    if (!reported) {
      Diagnostic diagnostic =
          Diagnostic.error(
                  "wrong-type", "`" + key + "` must be a text that is known before anything runs")
              .hint("A target can't come from a secret or from a step's output");
      problems.add(Values.place(value).map(diagnostic::at).orElse(diagnostic));
    }
    return Optional.empty();
  }
}
