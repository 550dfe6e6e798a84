package io.deployctl.core.config;

import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.model.StepId;
import io.deployctl.core.model.StepOutputRef;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValuePath;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers what a reference in a template stands for. */
final class References {
  private final Map<String, String> variables;
  private final SecretAccess secrets;
  private final Map<StepOutputRef, Value> outputs;
  private final Set<String> steps;
  private final Set<ValuePath> absentInputs;
  private final Set<ValuePath> inputs;
  private ValueResolver resolver;
  private Raw.Mapping root;
  private Diagnostics problems;

  /**
   * Makes one.
   *
   * @param variables the process's environment variables
   * @param outputs the outputs that are known
   * @param steps the names of all steps
   * @param inputs the declared inputs
   * @param absentInputs those of them that are required and not given; reported elsewhere
   */
  References(
      Map<String, String> variables,
      SecretAccess secrets,
      Map<StepOutputRef, Value> outputs,
      Set<String> steps,
      Set<ValuePath> inputs,
      Set<ValuePath> absentInputs) {
    this.variables = variables;
    this.secrets = secrets;
    this.outputs = outputs;
    this.steps = steps;
    this.inputs = inputs;
    this.absentInputs = absentInputs;
  }

  /** Makes it known through what values are found. */
  void with(ValueResolver values, Raw.Mapping tree, Diagnostics sink) {
    this.resolver = values;
    this.root = tree;
    this.problems = sink;
  }

  /** Returns the part's value. What has none is reported, and unresolved. */
  Value resolve(Template.Part part, Raw.Scalar scalar) {
    Origin origin = scalar.origin();
    if (part instanceof Template.Literal literal) {
      return Value.Scalar.of(literal.text(), origin);
    }
    if (part instanceof Template.ValueReference reference) {
      return value(reference, scalar);
    }
    if (part instanceof Template.VariableReference reference) {
      return variable(reference, scalar);
    }
    if (part instanceof Template.SecretReference reference) {
      return secret(reference, scalar);
    }
    if (part instanceof Template.OutputReference reference) {
      return output(reference, scalar);
    }
    Optional<String> text = ((Template.Malformed) part).text();
    return refuse(
        scalar,
        "interpolation",
        text.map(t -> "`${" + t + "}` is not understood").orElse("a `${` is never closed"),
        "Write `${a.b}`, `${env:NAME}`, `${secret:SOURCE:REFERENCE}` or `${steps.x.outputs.y}`, or `$${` for a literal `${`");
  }

  private Value value(Template.ValueReference reference, Raw.Scalar scalar) {
    ValuePath path = ValuePath.parse(reference.path());
    Optional<Value> value = resolver.find(path);
    if (value.isPresent() && !(isNull(value.get()) && absentInputs.contains(path))) {
      return value.get();
    }
    if (absentInputs.contains(path)) {
      return ValueResolver.unresolved(scalar.origin());
    }
    if (inputs.contains(path)) {
      return refuse(
          scalar,
          "unknown-name",
          "the input `" + path + "` is used here and has no value",
          "Give it with `--set " + path + "=...`, or give it a value in environments/");
    }
    Set<String> known = new LinkedHashSet<>();
    RawTree.keys(root).keySet().forEach(key -> known.add(key.toString()));
    return refuse(
        scalar,
        "unknown-name",
        "there is no value `" + path + "`",
        didYouMean(path.toString(), known)
            .orElse("Define it in environments/, or write `$${` for a literal `${`"));
  }

  private Value variable(Template.VariableReference reference, Raw.Scalar scalar) {
    String value = variables.get(reference.name());
    if (value == null) {
      return refuse(
          scalar,
          "unset-variable",
          "the environment variable " + reference.name() + " is not set",
          didYouMean(reference.name(), variables.keySet())
              .orElse("Set " + reference.name() + " before you run this"));
    }
    return Value.Scalar.of(value, new Origin.Variable(reference.name()));
  }

  private Value secret(Template.SecretReference reference, Raw.Scalar scalar) {
    if (!secrets.sources().contains(reference.source())) {
      return refuse(
          scalar,
          "unknown-secret-source",
          "there is no source of secrets `" + reference.source() + "`",
          didYouMean(reference.source(), secrets.sources())
              .orElse("Known sources: " + String.join(", ", new TreeSet<>(secrets.sources()))));
    }
    Origin origin = new Origin.Secret(reference.shown());
    try {
      return new Value.Secret(secrets.read(reference), true, Set.of(origin));
    } catch (DeployctlException unreadable) {
      for (Diagnostic diagnostic : unreadable.diagnostics()) {
        boolean placed = diagnostic.position().isPresent() || scalar.position().isEmpty();
        Diagnostic problem = placed ? diagnostic : diagnostic.at(scalar.position().get());
        // What is wrong with a file of secrets is wrong for each of them, and said once.
        if (!problems.list().contains(problem)) {
          problems.add(problem);
        }
      }
      return ValueResolver.unresolved(scalar.origin());
    }
  }

  private Value output(Template.OutputReference reference, Raw.Scalar scalar) {
    if (!steps.contains(reference.step())) {
      return refuse(
          scalar,
          "unknown-step",
          "there is no step `" + reference.step() + "`",
          didYouMean(reference.step(), steps).orElse("Known steps: " + String.join(", ", steps)));
    }
    StepOutputRef ref = new StepOutputRef(new StepId(reference.step()), reference.output());
    Origin origin = new Origin.StepOutput(ref);
    Value value = outputs.get(ref);
    if (value == null) {
      return new Value.Unknown(Set.of(ref), false, Set.of(origin));
    }
    if (reference.rest().isEmpty()) {
      return Values.from(origin, value);
    }
    ValuePath rest = ValuePath.parse(reference.rest().substring(1));
    return ValueResolver.inside(value, rest)
        .map(part -> Values.from(origin, part))
        .orElseGet(
            () ->
                refuse(
                    scalar,
                    "unknown-name",
                    "the output `" + ref + "` has no `" + rest + "`",
                    "Look at what the step gives out"));
  }

  private Value refuse(Raw.Scalar scalar, String code, String summary, String hint) {
    Diagnostic diagnostic = Diagnostic.error(code, summary).hint(hint);
    problems.add(scalar.position().map(diagnostic::at).orElse(diagnostic));
    return ValueResolver.unresolved(scalar.origin());
  }

  private static boolean isNull(Value value) {
    return value instanceof Value.Scalar scalar && scalar.data().isEmpty();
  }

  private static Optional<String> didYouMean(String name, Collection<String> known) {
    return Suggestion.nearest(name, known).map(nearest -> "Did you mean `" + nearest + "`?");
  }
}
