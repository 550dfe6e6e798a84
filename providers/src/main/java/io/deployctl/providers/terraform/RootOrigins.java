package io.deployctl.providers.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.plan.FieldChange;
import io.deployctl.core.plan.FieldOrigin;
import io.deployctl.core.spi.StepScope;
import io.deployctl.core.value.Origin;
import io.deployctl.core.value.Value;
import io.deployctl.core.value.ValueUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what made the changes of a root: the block of its files, and the variables that the block's
 * expressions name. Terraform's plan tells which references an argument has; it does not tell what
 * stands behind a local value, so that one is named as it is.
 */
final class RootOrigins {
  private final StepScope scope;
  private final JsonNode configuration;
  private final RootFiles files;

  /**
   * Makes one.
   *
   * @param plan a plan as {@code terraform show -json} tells it
   * @param root the root's directory, relative to the project
   */
  RootOrigins(StepScope scope, JsonNode plan, String root) {
    this.scope = scope;
    this.configuration = plan.path("configuration").path("root_module");
    this.files = new RootFiles(scope.projectDirectory(), root);
  }

  /** Returns where the step names the root. */
  FieldOrigin step() {
    return scope
        .settings()
        .position("root")
        .map(place -> FieldOrigin.at(FieldOrigin.Kind.SETTING, place))
        .orElseGet(() -> FieldOrigin.unwritten(FieldOrigin.Kind.SETTING, "a Terraform root"));
  }

  /** Returns the changes with where they came from. */
  List<FieldChange> of(List<FieldChange> changes) {
    return changes.stream().map(change -> change.from(of(change.path()))).toList();
  }

  private FieldOrigin of(String path) {
    if (path.startsWith("output.")) {
      String name = path.substring("output.".length()).split("[.\\[]", 2)[0];
      JsonNode expression = configuration.path("outputs").path(name).path("expression");
      return placed(files.find("output", name), references(expression));
    }
    List<JsonNode> calls = new ArrayList<>();
    JsonNode module = configuration;
    String rest = path;
    while (rest.startsWith("module.")) {
      String[] parts = unindexed(rest.substring("module.".length()));
      JsonNode call = module.path("module_calls").path(parts[0]);
      calls.add(call);
      module = call.path("module");
      rest = parts[1];
    }
    for (JsonNode resource : module.path("resources")) {
      String address = resource.path("address").asText();
      boolean same =
          rest.equals(address) || rest.startsWith(address + ".") || rest.startsWith(address + "[");
      if (same) {
        String[] words =
            calls.isEmpty()
                ? block(resource)
                : new String[] {"module", path.substring("module.".length()).split("[.\\[]", 2)[0]};
        String argument = argument(rest.substring(address.length()));
        return placed(files.find(words), through(calls, arguments(resource, argument)));
      }
    }
    return step();
  }

  private static String[] block(JsonNode resource) {
    boolean data = resource.path("mode").asText().equals("data");
    return new String[] {
      data ? "data" : "resource", resource.path("type").asText(), resource.path("name").asText()
    };
  }

  /** Splits {@code a["x.y"].b.c} into {@code a} and {@code b.c}. */
  private static String[] unindexed(String text) {
    String name = text.split("[.\\[]", 2)[0];
    String rest = text.substring(name.length()).replaceFirst("^\\[(\"[^\"]*\"|\\d+)\\]", "");
    return new String[] {name, rest.startsWith(".") ? rest.substring(1) : rest};
  }

  /** Returns the argument that {@code ["k"].tags.x} is of: {@code tags}. */
  private static String argument(String path) {
    String plain = path.replaceFirst("^\\[(\"[^\"]*\"|\\d+)\\]", "");
    return plain.startsWith(".") ? plain.substring(1).split("[.\\[]", 2)[0] : "";
  }

  /** An argument's references; of a whole resource, or what is computed, all that it has. */
  private static Set<String> arguments(JsonNode resource, String argument) {
    JsonNode expressions = resource.path("expressions");
    Set<String> found = new LinkedHashSet<>();
    if (expressions.has(argument)) {
      found.addAll(references(expressions.path(argument)));
    } else if (argument.isEmpty()) {
      found.addAll(references(expressions));
    }
    found.addAll(references(resource.path("for_each_expression")));
    found.addAll(references(resource.path("count_expression")));
    return found;
  }

  /** A module's variables are what its caller hands it. */
  private static Set<String> through(List<JsonNode> calls, Set<String> references) {
    Set<String> found = references;
    for (int i = calls.size() - 1; i >= 0; i--) {
      Set<String> outer = new LinkedHashSet<>();
      for (String reference : found) {
        if (reference.startsWith("var.")) {
          String name = reference.substring("var.".length()).split("[.\\[]", 2)[0];
          outer.addAll(references(calls.get(i).path("expressions").path(name)));
        }
      }
      found = outer;
    }
    return found;
  }

  private static Set<String> references(JsonNode expression) {
    Set<String> found = new LinkedHashSet<>();
    for (JsonNode list : expression.findValues("references")) {
      list.forEach(reference -> found.add(reference.asText()));
    }
    return found;
  }

  private FieldOrigin placed(Optional<SourcePosition> block, Set<String> references) {
    FieldOrigin origin =
        block.map(place -> FieldOrigin.at(FieldOrigin.Kind.ROOT, place)).orElseGet(this::step);
    return origin.of(uses(references));
  }

  private List<ValueUse> uses(Set<String> references) {
    List<ValueUse> uses = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String reference : references) {
      String[] words = reference.split("[.\\[]", 3);
      boolean told = words[0].equals("var") || words[0].equals("local");
      if (told && words.length > 1 && seen.add(words[0] + "." + words[1])) {
        Set<Origin> origins = words[0].equals("var") ? variable(words[1]) : local(words[1]);
        uses.add(new ValueUse(words[0] + "." + words[1], ValueUse.Role.VALUE, origins));
      }
    }
    return uses;
  }

  private Set<Origin> local(String name) {
    return files
        .findLocal(name)
        .<Set<Origin>>map(place -> Set.of(new Origin.Layer("root", place)))
        .orElse(Set.of());
  }

  /** A variable has its value from the step, else from the last file that has it, else its own. */
  private Set<Origin> variable(String name) {
    Map<String, Value> given = scope.settings().map("vars").entries();
    if (given.containsKey(name)) {
      return given.get(name).origins();
    }
    return files
        .assigned(scope.settings().texts("varFiles"), name)
        .or(() -> files.find("variable", name))
        .<Set<Origin>>map(place -> Set.of(new Origin.Layer("root", place)))
        .orElse(Set.of());
  }
}
