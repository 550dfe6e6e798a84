package io.deployctl.providers.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.deployctl.core.diagnostic.DeployctlException;
import io.deployctl.core.diagnostic.Diagnostic;
import io.deployctl.core.diagnostic.Diagnostics;
import io.deployctl.core.diagnostic.SourcePosition;
import io.deployctl.core.yaml.YamlDocument;
import io.deployctl.core.yaml.YamlNode;
import io.deployctl.core.yaml.YamlReader;
import io.deployctl.core.yaml.YamlSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a scenario, with every problem at its place. */
final class ScenarioReader {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Scenario.Patience PATIENCE =
      new Scenario.Patience(Duration.ofSeconds(10), 0, Duration.ofMillis(500));
  private static final Pattern CAPTURE = Pattern.compile("(json|header|regex):(.+)");

  private final Diagnostics problems = new Diagnostics();
  private final Set<String> known = new LinkedHashSet<>();

  private ScenarioReader(Set<String> variables) {
    variables.forEach(variable -> known.add("vars." + variable));
  }

  /**
   * Reads a scenario.
   *
   * @param file what positions name
   * @param variables the names of the variables that the step gives
   * @throws DeployctlException with every problem
   */
  static Scenario read(String file, byte[] content, Set<String> variables) {
    List<YamlDocument> documents = YamlReader.read(file, content, YamlSchema.CORE);
    if (documents.size() != 1) {
      throw DeployctlException.invalid(
          Diagnostic.error("invalid-scenario", "a scenario is one YAML document")
              .at(SourcePosition.ofFile(file)));
    }
    ScenarioReader reader = new ScenarioReader(variables);
    Scenario scenario = reader.scenario(documents.get(0).root());
    reader.problems.throwIfErrors();
    return scenario;
  }

  private Scenario scenario(YamlNode root) {
    ScenarioNode node = new ScenarioNode(root, problems).allowing("name", "defaults", "steps");
    Scenario.Patience defaults = patience(node.map("defaults"), PATIENCE);
    List<Scenario.Step> steps = new ArrayList<>();
    for (ScenarioNode step : node.list("steps")) {
      steps.add(step(step, defaults));
    }
    if (steps.isEmpty()) {
      node.problem("a scenario needs at least one step under `steps`");
    }
    return new Scenario(node.text("name").orElse("smoke"), steps);
  }

  private Scenario.Step step(ScenarioNode node, Scenario.Patience defaults) {
    node.allowing("name", "request", "expect", "capture", "timeout", "retries", "interval");
    String name = node.required("name");
    Scenario.Call call = call(node.map("request"));
    Scenario.Expected expected = expected(node.map("expect"));
    Map<String, Scenario.Capture> captures = captures(node.map("capture"));
    Scenario.Patience patience = patience(node, defaults);
    known.addAll(captures.keySet());
    return new Scenario.Step(name, call, expected, captures, patience, node.position());
  }

  private Scenario.Call call(ScenarioNode node) {
    node.allowing("method", "path", "url", "headers", "json", "body");
    String path = node.text("url").or(() -> node.text("path")).orElse("/");
    Map<String, String> headers = node.map("headers").texts();
    Optional<JsonNode> body = json(node, "json").or(() -> json(node, "body"));
    checkNames(node, path);
    headers.values().forEach(value -> checkNames(node, value));
    body.ifPresent(tree -> checkNames(node, tree.toString()));
    String method = node.text("method").orElse(body.isPresent() ? "POST" : "GET");
    return new Scenario.Call(method, path, headers, body);
  }

  private Scenario.Expected expected(ScenarioNode node) {
    node.allowing("status", "header", "json", "contains", "matches", "max_time");
    Optional<JsonNode> json = json(node, "json");
    json.ifPresent(tree -> checkNames(node, tree.toString()));
    node.texts("contains").forEach(text -> checkNames(node, text));
    return new Scenario.Expected(
        node.integers("status", List.of(200)),
        node.map("header").texts(),
        json,
        node.texts("contains"),
        node.text("matches").flatMap(text -> pattern(node, text)),
        node.duration("max_time"));
  }

  private Map<String, Scenario.Capture> captures(ScenarioNode node) {
    Map<String, Scenario.Capture> captures = new LinkedHashMap<>();
    node.texts()
        .forEach(
            (name, text) -> {
              Matcher matcher = CAPTURE.matcher(text);
              if (matcher.matches()) {
                captures.put(name, new Scenario.Capture(matcher.group(1), matcher.group(2)));
              } else {
                node.problem(
                    "`%s` must be `json:PATH`, `header:NAME` or `regex:EXPRESSION`, not `%s`"
                        .formatted(name, text));
              }
            });
    return captures;
  }

  private Scenario.Patience patience(ScenarioNode node, Scenario.Patience defaults) {
    return new Scenario.Patience(
        node.duration("timeout").orElse(defaults.timeout()),
        node.integers("retries", List.of(defaults.retries())).get(0),
        node.duration("interval").orElse(defaults.interval()));
  }

  private void checkNames(ScenarioNode node, String text) {
    for (String name : Substitution.names(text)) {
      if (!known.contains(name)) {
        node.problem(
            "`${%s}` is neither captured by an earlier step nor a variable of the smoke step"
                .formatted(name));
      }
    }
  }

  private static Optional<JsonNode> json(ScenarioNode node, String key) {
    return node.tree(key).map(tree -> MAPPER.valueToTree(tree));
  }

  private static Optional<Pattern> pattern(ScenarioNode node, String text) {
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException invalid) {
      node.problem("`matches` is not a regular expression: " + invalid.getDescription());
      return Optional.empty();
    }
  }
}
