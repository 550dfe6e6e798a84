package io.deployctl.providers.secret;

import io.deployctl.core.diagnostic.Suggestion;
import io.deployctl.core.value.SecretText;
import java.util.Map;

/** Secrets in environment variables. */
final class VariableSource implements SecretSource {
  private final Map<String, String> variables;

  VariableSource(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  @Override
  public SecretText read(String name) {
    String shown = "env:" + name;
    String value = variables.get(name);
    if (value == null) {
      throw SecretSource.refuse(
          shown,
          "the environment variable " + name + " is not set",
          Suggestion.nearest(name, variables.keySet())
              .map(nearest -> "Did you mean " + nearest + "?")
              .orElse("Set " + name + " before you run this"));
    }
    if (value.isEmpty()) {
      throw SecretSource.refuse(
          shown,
          "the environment variable " + name + " is empty",
          "Set " + name + " before you run this");
    }
    return new SecretText(value);
  }
}
